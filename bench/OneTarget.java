import io.bactrian.call.Attempt;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.TargetCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What is left of a call's way without balancer and breakers: its first target, asked once. */
public class OneTarget {
  private static final String ASKED = "asked";
  private static final String BEGAN = "began-nanos";

  public void ask(Exchange exchange) {
    GatewayCall call = exchange.getMessage().getBody(GatewayCall.class);
    var asked = TargetCall.of(call, call.targets().getFirst(), Duration.ofSeconds(12));
    exchange.setProperty(ASKED, asked);
    exchange.setProperty(BEGAN, System.nanoTime());
    exchange.getMessage().setBody(asked);
  }

  public void answered(Exchange exchange) {
    TargetCall asked = exchange.getProperty(ASKED, TargetCall.class);
    long took = System.nanoTime() - exchange.getProperty(BEGAN, Long.class);
    var whole = (TargetCall.Whole) asked.reply().get();
    var attempt = new Attempt(asked.target(), Optional.empty(), took, whole.requestId());
    var live = new Outcome.Live(asked.target(), whole.answer());
    exchange.getMessage().setBody(asked.call().answered(List.of(attempt), live));
  }
}
