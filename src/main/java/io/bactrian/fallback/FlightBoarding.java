package io.bactrian.fallback;

import io.bactrian.call.GatewayCall;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Makes sure that a call for which others wait lands, also where an exception ends its route. */
public final class FlightBoarding {

  private final SingleFlight flights;

  public FlightBoarding(SingleFlight flights) {
    this.flights = flights;
  }

  public void board(Exchange exchange) {
    GatewayCall call = flights.board((GatewayCall) exchange.getMessage().getBody());
    exchange.getMessage().setBody(call);
    if (flights.leads(call)) {
      exchange
          .getExchangeExtension()
          .addOnCompletion(
              new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                  flights.land(call);
                }
              });
    }
  }
}
