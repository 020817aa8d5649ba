/** One call to one Bedrock model in one region: clients, requests, answers and failures. */
package io.bactrian.bedrock;
