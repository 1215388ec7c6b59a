// Typed doors to libcurl's variadic functions, which Swift cannot call: one for each kind of argument.
#ifndef OFFHOOK_CCURL_SHIM_H
#define OFFHOOK_CCURL_SHIM_H

#include <curl/curl.h>
#include <stddef.h>

typedef size_t (*offhook_curl_data_callback)(
    char *bytes, size_t size, size_t count, void *context);
typedef int (*offhook_curl_prereq_callback)(
    void *context, char *remote_ip, char *local_ip, int remote_port, int local_port);

static inline CURLcode offhook_curl_global_init(void) {
    return curl_global_init(CURL_GLOBAL_DEFAULT);
}

static inline CURLcode offhook_curl_set_long(void *easy, CURLoption option, long value) {
    return curl_easy_setopt((CURL *)easy, option, value);
}

static inline CURLcode offhook_curl_set_offset(void *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt((CURL *)easy, option, value);
}

static inline CURLcode offhook_curl_set_string(
    void *easy, CURLoption option, const char *value) {
    return curl_easy_setopt((CURL *)easy, option, value);
}

static inline CURLcode offhook_curl_set_pointer(void *easy, CURLoption option, void *value) {
    return curl_easy_setopt((CURL *)easy, option, value);
}

static inline CURLcode offhook_curl_set_list(
    void *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt((CURL *)easy, option, value);
}

static inline CURLcode offhook_curl_set_data_callback(
    void *easy, CURLoption option, offhook_curl_data_callback value) {
    return curl_easy_setopt((CURL *)easy, option, value);
}

static inline CURLcode offhook_curl_set_prereq_callback(
    void *easy, offhook_curl_prereq_callback value) {
    return curl_easy_setopt((CURL *)easy, CURLOPT_PREREQFUNCTION, value);
}

static inline CURLMcode offhook_curl_multi_set_long(
    void *multi, CURLMoption option, long value) {
    return curl_multi_setopt((CURLM *)multi, option, value);
}

/// The message of a finished transfer without the union, which Swift would read through a copy.
static inline void *offhook_curl_multi_next_done(void *multi, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read((CURLM *)multi, &left)) != NULL) {
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    }
    return NULL;
}

#endif
