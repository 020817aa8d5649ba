package io.bactrian.operations;

import io.bactrian.strategy.StrategyInForce;
import io.bactrian.strategy.StrategyView;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/** Tells by which strategy models are chosen, with the rules of {@link OperationsApi}. */
public final class StrategyApi {

  private final StrategyInForce inForce;
  private final String defaultModel;

  /** {@code defaultModel} answers while no document is in force. */
  public StrategyApi(StrategyInForce inForce, String defaultModel) {
    this.inForce = inForce;
    this.defaultModel = defaultModel;
  }

  public void show(Exchange exchange) throws IOException {
    Map<String, Object> shown = new LinkedHashMap<>();
    var current = inForce.current();
    shown.put("version", current.map(known -> known.document().version()).orElse(null));
    shown.put("source", current.map(StrategyInForce.Current::source).orElse(null));
    shown.put("since", current.map(known -> known.since().toString()).orElse(null));
    shown.put("default_model", defaultModel);
    shown.put("document", current.map(known -> StrategyView.of(known.document())).orElse(null));
    shown.put("refused", inForce.refusal().map(StrategyApi::refused).orElse(null));
    OperationsApi.write(exchange, 200, shown);
  }

  private static Map<String, Object> refused(StrategyInForce.Refusal refusal) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("source", refusal.source());
    shown.put("reason", refusal.reason());
    shown.put("at", refusal.at().toString());
    return shown;
  }
}
