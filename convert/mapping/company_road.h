/*
 * company_road.h - the roads section of company.yaml, for company.c alone.
 */
#ifndef MAPPING_COMPANY_ROAD_H
#define MAPPING_COMPANY_ROAD_H

#include "mapping/company.h"

struct yaml_node;

/*
 * Read the four roads of a company.yaml's root. What is missing, unknown, not
 * carried or in conflict is a finding (company.road) and leaves ROAD_NONE.
 */
void company_read_roads(const struct yaml_node *root, struct diag_list *,
    enum road ret[STREAM_COUNT]);

#endif
