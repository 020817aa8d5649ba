package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;

/** A tool that a request offers. */
record Tool(String name, JsonNode inputSchema) {}
