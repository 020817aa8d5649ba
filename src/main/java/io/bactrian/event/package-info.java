/** What happened, as immutable facts (Publish-Subscribe Channel); metrics and logs listen. */
package io.bactrian.event;
