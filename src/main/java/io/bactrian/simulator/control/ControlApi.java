package io.bactrian.simulator.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.simulator.calls.CallLog;
import io.bactrian.simulator.fault.ActiveFault;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.Faults;
import java.net.URI;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Answers the requests of the control API; blocks where a fault opens or closes ports. */
final class ControlApi {

  private final Faults faults;
  private final CallLog calls;
  private final Supplier<Map<String, URI>> endpoints;
  private final LongSupplier nanoTime;
  private final ObjectMapper json;

  ControlApi(
      Faults faults,
      CallLog calls,
      Supplier<Map<String, URI>> endpoints,
      LongSupplier nanoTime,
      ObjectMapper json) {
    this.faults = faults;
    this.calls = calls;
    this.endpoints = endpoints;
    this.nanoTime = nanoTime;
    this.json = json;
  }

  ControlResponse answer(String method, String path, String body) {
    return switch (path) {
      case "/faults" -> faults(method, body);
      case "/calls" -> calls(method);
      case "/regions" ->
          "GET".equals(method)
              ? ControlResponse.of(200, json.valueToTree(endpoints.get()))
              : notAllowed(method, path, "GET");
      default ->
          path.startsWith("/faults/")
              ? fault(method, path.substring("/faults/".length()))
              : ControlResponse.error(
                  404, path + " is unknown; known: /faults, /faults/{id}, /calls, /regions");
    };
  }

  private ControlResponse faults(String method, String body) {
    return switch (method) {
      case "GET" -> {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode array = list.putArray("faults");
        faults.active().forEach(active -> array.add(write(active)));
        yield ControlResponse.of(200, list);
      }
      case "POST" -> set(body);
      case "DELETE" -> {
        faults.clear();
        yield ControlResponse.noContent();
      }
      default -> notAllowed(method, "/faults", "GET, POST, DELETE");
    };
  }

  private ControlResponse set(String body) {
    try {
      Fault fault = FaultJson.read(json.readTree(body));
      return ControlResponse.of(201, write(faults.set(fault)));
    } catch (JsonProcessingException e) {
      return ControlResponse.error(400, "the body is not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      return ControlResponse.error(400, e.getMessage());
    }
  }

  private ControlResponse fault(String method, String id) {
    if (!"DELETE".equals(method)) {
      return notAllowed(method, "/faults/{id}", "DELETE");
    }
    boolean number = !id.isEmpty() && id.length() < 19 && id.chars().allMatch(Character::isDigit);
    return number && faults.remove(Long.parseLong(id))
        ? ControlResponse.noContent()
        : ControlResponse.error(404, "there is no fault " + id);
  }

  private ControlResponse calls(String method) {
    return switch (method) {
      case "GET" -> ControlResponse.of(200, json.valueToTree(calls.counts()));
      case "DELETE" -> {
        calls.reset();
        yield ControlResponse.noContent();
      }
      default -> notAllowed(method, "/calls", "GET, DELETE");
    };
  }

  private ObjectNode write(ActiveFault active) {
    return FaultJson.write(active, nanoTime.getAsLong());
  }

  private static ControlResponse notAllowed(String method, String path, String allowed) {
    return ControlResponse.error(
        405, method + " is not allowed for " + path + "; allowed: " + allowed);
  }
}
