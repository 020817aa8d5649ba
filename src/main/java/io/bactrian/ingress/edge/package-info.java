/**
 * The HTTP edge: the gateway's own server, and everything a request passes before a route sees it.
 *
 * <p>Camel's platform-http server has no timeouts, no connection limit and no admission, so the
 * gateway listens itself and lets Camel's consumers attach to its router ({@link
 * io.bactrian.ingress.edge.PlatformHttpBinding}).
 */
package io.bactrian.ingress.edge;
