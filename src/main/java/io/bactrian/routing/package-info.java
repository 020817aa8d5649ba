/** Which target a call goes to, and where it goes when that one fails. */
package io.bactrian.routing;
