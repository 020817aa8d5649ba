import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/**
 * Serves SQS on a port of the loopback address until it is killed. The tests compile it by
 * themselves: it needs the class path of the servers, which they do not have.
 */
public final class ElasticMqServer {

  private ElasticMqServer() {}

  public static void main(String[] port) {
    SQSRestServerBuilder.withInterface("127.0.0.1")
        .withPort(Integer.parseInt(port[0]))
        .start()
        .waitUntilStarted();
  }
}
