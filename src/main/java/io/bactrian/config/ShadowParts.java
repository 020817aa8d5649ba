package io.bactrian.config;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.metrics.StateMeters;
import io.bactrian.shadow.Shadow;
import io.bactrian.shadow.ShadowResult;
import io.bactrian.shadow.ShadowSettings;
import io.bactrian.shadow.ShadowStage;
import io.bactrian.shadow.ShadowTotals;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies of calls for a candidate model, where the settings want them. */
final class ShadowParts {

  private static final Logger LOG = LoggerFactory.getLogger(ShadowParts.class);

  private final Main main;
  private final Optional<ShadowSettings> settings;
  private final Optional<Shadow> shadow;
  private volatile ProducerTemplate template;

  ShadowParts(Main main, GatewaySettings settings, CallPath path, Sources sources) {
    this.main = main;
    this.settings = settings.shadow();
    this.shadow =
        settings
            .shadow()
            .map(
                wanted ->
                    new Shadow(
                        wanted,
                        path.pool.offering(wanted.model()),
                        this::send,
                        sources.requestIds(),
                        sources.random(),
                        sources.nanoClock(),
                        sources.clock()));
  }

  void bind(MeterRegistry registry) {
    main.bind("shadow", new ShadowStage(shadow.map(Shadow::traffic)));
    shadow.ifPresent(on -> watch(new StateMeters(registry), on.totals()));
  }

  private void watch(StateMeters meters, ShadowTotals totals) {
    String model = settings.orElseThrow().model();
    for (ShadowResult result : ShadowResult.values()) {
      meters.watchShadow(model, result.label(), () -> totals.of(result));
    }
    meters.watchShadowTokens(model, totals::inputTokens, totals::outputTokens);
  }

  /** Before any call comes. */
  void start() {
    if (shadow.isEmpty()) {
      return;
    }
    ShadowSettings wanted = settings.orElseThrow();
    template = main.getCamelContext().createProducerTemplate();
    try {
      shadow.get().start();
    } catch (IOException unusable) {
      throw InvalidSetting.of(
          "bactrian.shadow.file",
          wanted.file().toString(),
          "the path of a file that this gateway alone may write (" + unusable + ")");
    }
    LOG.info(
        "{} % of the calls of the use cases {} and tenants {} are copied to {}, with their text, in {}",
        wanted.percent(),
        wanted.useCases(),
        wanted.tenants(),
        wanted.model(),
        wanted.file().toAbsolutePath());
  }

  private GatewayCall send(GatewayCall copy) {
    Exchange exchange = template.send("direct:shadow", sent -> sent.getMessage().setBody(copy));
    return switch (exchange.getException()) {
      case null -> (GatewayCall) exchange.getMessage().getBody();
      case CallFailed failed -> copy.unanswered(failed.attempts(), failed.kind());
      default -> copy.unanswered(List.of(), FailureKind.GATEWAY_INTERNAL_ERROR);
    };
  }

  void stop() throws InterruptedException {
    if (shadow.isPresent()) {
      shadow.get().stop();
    }
  }
}
