#!/bin/sh
# Writes openapi.yaml into OpenAPIDocument.swift. To be run after every change of the former; a test
# tells when it was not.
set -eu
cd "$(dirname "$0")"
{
    echo '// Written by embed-openapi.sh: change openapi.yaml instead.'
    echo '// swift-format-ignore-file'
    echo
    echo '/// The API'"'"'s contract, as it is served: in the program itself, so that it needs no file.'
    echo 'enum OpenAPIDocument {'
    echo '    static let text = ##"""'
    cat openapi.yaml
    echo
    echo '"""##'
    echo '}'
} > OpenAPIDocument.swift
