package io.bactrian.operations;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The border between HTTP and the board of canaries, with the rules of {@link OperationsApi}. */
public final class CanariesApi {

  private final CanaryBoard board;

  public CanariesApi(CanaryBoard board) {
    this.board = board;
  }

  public void showScores(Exchange exchange) throws IOException {
    OperationsApi.write(exchange, 200, board.all());
  }

  public void actOnCanary(Exchange exchange) throws IOException {
    Message message = exchange.getMessage();
    var after =
        board.act(
            message.getHeader("model", String.class),
            message.getHeader("operation", String.class),
            OperationsApi.operator(exchange));
    OperationsApi.writeFound(exchange, after, "no such canary; see GET /strategy/scores");
  }
}
