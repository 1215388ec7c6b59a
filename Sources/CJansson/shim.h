#ifndef OFFHOOK_CJANSSON_SHIM_H
#define OFFHOOK_CJANSSON_SHIM_H

#include <jansson.h>

/* jansson's reference counting and type tests are macros or static functions, which Swift cannot call. */
static inline void offhook_json_decref(json_t *value) { json_decref(value); }
static inline json_type offhook_json_typeof(const json_t *value) { return json_typeof(value); }

/* Refuses keys that stand twice; an embedded NUL and bytes after the end are refused by default. */
static inline json_t *offhook_json_loadb(const char *bytes, size_t count, json_error_t *error) {
    return json_loadb(bytes, count, JSON_REJECT_DUPLICATES, error);
}

#endif
