/** The HTTP endpoints for calls: from message to call, and from outcome to reply. */
package io.bactrian.api;
