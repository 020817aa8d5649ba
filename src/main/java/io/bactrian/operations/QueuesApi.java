package io.bactrian.operations;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The border between HTTP and the operations on queues, with the rules of {@link OperationsApi}.
 */
public final class QueuesApi {

  private final QueueBoard board;

  public QueuesApi(QueueBoard board) {
    this.board = board;
  }

  public void listQueues(Exchange exchange) throws IOException {
    OperationsApi.write(exchange, 200, board.all());
  }

  public void actOnQueue(Exchange exchange) throws IOException {
    Message message = exchange.getMessage();
    var after =
        board.act(
            message.getHeader("name", String.class),
            message.getHeader("operation", String.class),
            OperationsApi.operator(exchange));
    OperationsApi.writeFound(exchange, after, "no such queue; see GET /queues");
  }
}
