/* server.c - see server.h. */
#include "sandbox/server.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sandbox/call.h"
#include "sandbox/certificate.h"
#include "sandbox/moment.h"
#include "sandbox/serve.h"

/* Long lists of keys stand in the query. */
#define CONNECTION_MEMORY ((size_t)256 * 1024)

struct server {
	struct MHD_Daemon *daemon;
};

/* Takes the request line before anything in it is decoded. */
static void *
on_target(void *context, const char *target, struct MHD_Connection *connection)
{
	(void)context;
	(void)connection;
	return call_new(target);
}

static void
take_head(
    struct call *call, struct MHD_Connection *connection, const char *method)
{
	free(call->method);
	call->method = mem_strdup(method);
	for (size_t i = 0; i < CALL_HEADERS; i++) {
		const char *value = MHD_lookup_connection_value(connection,
		    MHD_HEADER_KIND, call_header_name((enum call_header)i));

		if (value != NULL)
			call->header[i] = mem_strdup(value);
	}
}

/* The first half, then the end of the connection. */
static ssize_t
read_half(void *context, uint64_t at, char *out, size_t max)
{
	const struct buf *body = context;
	size_t half = body->len / 2;
	size_t part;

	if (at >= half)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	part = half - (size_t)at < max ? half - (size_t)at : max;
	memcpy(out, body->data + at, part);
	return (ssize_t)part;
}

static void
free_half(void *context)
{
	struct buf *body = context;

	buf_release(body);
	free(body);
}

/* Takes the body over. */
static struct MHD_Response *
cut_response(struct serve_reply *reply)
{
	struct buf *body = mem_calloc(1, sizeof(*body));

	*body = reply->body;
	buf_init(&reply->body, BUF_MAX_DEFAULT);
	return MHD_create_response_from_callback(
	    body->len, CONNECTION_MEMORY / 8, read_half, body, free_half);
}

static void
add_headers(const struct sandbox *sandbox, struct MHD_Response *response,
    const struct serve_reply *reply)
{
	char date[MOMENT_HTTP_MAX];

	(void)MHD_add_response_header(response, MHD_HTTP_HEADER_DATE,
	    moment_http(serve_now(sandbox), date));
	(void)MHD_add_response_header(
	    response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type);
	if (reply->retry_after)
		(void)MHD_add_response_header(
		    response, MHD_HTTP_HEADER_RETRY_AFTER, "1");
}

static enum MHD_Result
send_reply(const struct sandbox *sandbox, struct MHD_Connection *connection,
    struct serve_reply *reply)
{
	struct MHD_Response *response;
	enum MHD_Result result;

	/* Without a response the connection is closed, silently. */
	if (reply->outcome == SERVE_NONE)
		return MHD_NO;
	response = reply->outcome == SERVE_CUT
	               ? cut_response(reply)
	               : MHD_create_response_from_buffer(reply->body.len,
			     reply->body.data, MHD_RESPMEM_MUST_COPY);
	if (response == NULL)
		return MHD_NO;
	add_headers(sandbox, response, reply);
	result = MHD_queue_response(connection, reply->status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result /* NOLINTNEXTLINE(readability-function-size) */
on_request(void *context, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *data, size_t *len,
    void **ret_call)
{
	struct sandbox *sandbox = context;
	struct call *call = *ret_call;
	struct serve_reply reply;
	enum MHD_Result result;

	(void)url;
	(void)version;
	if (call->method[0] == '\0') {
		take_head(call, connection, method);
		return MHD_YES;
	}
	if (*len > 0) {
		call_put_body(call, data, *len);
		*len = 0;
		return MHD_YES;
	}
	*ret_call = NULL;
	serve_call(sandbox, call, &reply);
	result = send_reply(sandbox, connection, &reply);
	buf_release(&reply.body);
	return result;
}

/* A call that never came whole. */
static void
on_end(void *context, struct MHD_Connection *connection, void **ret_call,
    enum MHD_RequestTerminationCode code)
{
	(void)context;
	(void)connection;
	(void)code;
	call_free(*ret_call);
	*ret_call = NULL;
}

struct server *
server_start(struct sandbox *sandbox, bool six, unsigned port,
    const struct certificate *certificate)
{
	struct sockaddr_in four = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct sockaddr_in6 loopback = { .sin6_family = AF_INET6,
		.sin6_port = four.sin_port,
		.sin6_addr = IN6ADDR_LOOPBACK_INIT };
	struct MHD_OptionItem tls[3] = { { MHD_OPTION_END, 0, NULL },
		{ MHD_OPTION_END, 0, NULL }, { MHD_OPTION_END, 0, NULL } };
	struct server *server = mem_calloc(1, sizeof(*server));
	unsigned flags = MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD |
	                 MHD_USE_SUPPRESS_DATE_NO_CLOCK |
	                 (six ? MHD_USE_IPv6 : 0);

	if (certificate != NULL) {
		flags |= MHD_USE_TLS;
		tls[0].option = MHD_OPTION_HTTPS_MEM_KEY;
		tls[0].ptr_value = certificate->key;
		tls[1].option = MHD_OPTION_HTTPS_MEM_CERT;
		tls[1].ptr_value = certificate->certificate;
	}
	server->daemon = MHD_start_daemon(flags, (uint16_t)port, NULL, NULL,
	    on_request, sandbox, MHD_OPTION_URI_LOG_CALLBACK, on_target, NULL,
	    MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY,
	    MHD_OPTION_SOCK_ADDR,
	    six ? (struct sockaddr *)&loopback : (struct sockaddr *)&four,
	    MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
	if (server->daemon != NULL)
		return server;
	free(server);
	return NULL;
}

unsigned
server_port(const struct server *server)
{
	const union MHD_DaemonInfo *info =
	    MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);

	return info != NULL ? info->port : 0;
}

void
server_stop(struct server *server)
{
	if (server == NULL)
		return;
	MHD_stop_daemon(server->daemon);
	free(server);
}
