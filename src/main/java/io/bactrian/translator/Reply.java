package io.bactrian.translator;

import com.fasterxml.jackson.databind.JsonNode;

/** The status and body of a reply, before the gateway's own headers are added. */
public record Reply(int status, JsonNode body) {}
