package io.bactrian.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.Answer;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.Feature;
import io.bactrian.call.Question;
import io.bactrian.call.TargetCall;
import io.bactrian.translator.AnswerAssembly;
import io.bactrian.upstream.Places;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;

/** Asks the local model. Safe for any number of threads. */
public final class LocalClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);

  private final LocalSettings settings;
  private final LongSupplier nanoClock;
  private final Supplier<String> ids;
  private final ChatApi api;
  private final Places places;
  private final HttpClient http;

  /** {@code ids}: unique ids for calls of tools. */
  public LocalClient(LocalSettings settings, LongSupplier nanoClock, Supplier<String> ids) {
    this.settings = settings;
    this.nanoClock = nanoClock;
    this.ids = ids;
    api = settings.api().chat();
    places = new Places(settings.maxConcurrent());
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(min(LONGEST_CONNECT, settings.timeout()))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /**
   * Whether the model can answer a question: a conversation that needs nothing that the model or
   * its API lacks, and that no guardrail of Bedrock's must judge.
   */
  public boolean suits(Question question) {
    return question instanceof Question.Converse conversation
        && Suitability.of(conversation.request())
        && api.canSay(conversation.request())
        && Feature.neededBy(question).stream()
            .allMatch(need -> need == Feature.REASONING || settings.supports().contains(need));
  }

  /**
   * Asks, and waits for the answer or its first content; the attempt then holds it.
   *
   * @throws CallFailed when there is none; nothing is left open then
   */
  public void answer(TargetCall attempt) {
    Runnable release =
        places.take().orElseThrow(() -> LocalFailures.failed(FailureKind.TARGET_NOT_PERMITTED));
    boolean streaming = false;
    try {
      if (attempt.call().delivery().streamed()) {
        open(attempt, release);
        streaming = true;
      } else {
        ask(attempt);
      }
    } finally {
      if (!streaming) {
        release.run();
      }
    }
  }

  private void ask(TargetCall attempt) {
    long until = nanoClock.getAsLong() + min(settings.timeout(), attempt.timeout()).toNanos();
    CompletableFuture<HttpResponse<ReplyBody>> sent = send(attempt, false, ReplyBody::whole);
    attempt.call().caller().whenLeaving(() -> sent.cancel(true));
    byte[] body = body(reply(sent, until));
    var events = new AnswerEvents(ids);
    try {
      api.read(JSON.readTree(new String(body, StandardCharsets.UTF_8)), events);
    } catch (JsonProcessingException unreadable) {
      throw LocalFailures.of(unreadable);
    }
    attempt.reply().set(new TargetCall.Whole(whole(events), Optional.empty()));
  }

  private static Answer whole(AnswerEvents events) {
    if (!events.isEnded()) {
      throw LocalFailures.failed(FailureKind.TARGET_CORRUPT_REPLY);
    }
    if (!events.hasContent()) {
      throw LocalFailures.failed(FailureKind.TARGET_EMPTY_REPLY);
    }
    var answer = new AnswerAssembly(ReplyBody.MOST_BYTES);
    for (ConverseStreamOutput next = events.poll(); next != null; next = events.poll()) {
      answer.accept(next);
    }
    if (!answer.complete()) {
      throw LocalFailures.failed(FailureKind.TARGET_MODEL_ERROR);
    }
    return new Answer.Conversed(answer.response());
  }

  private void open(TargetCall attempt, Runnable release) {
    long until = nanoClock.getAsLong() + min(settings.firstContent(), attempt.timeout()).toNanos();
    var inbox = new LineInbox(nanoClock);
    CompletableFuture<HttpResponse<ReplyBody>> sent =
        send(attempt, true, head -> ReplyBody.streamed(head, inbox));
    var stream = new LocalStream(inbox, api, new AnswerEvents(ids), settings, nanoClock, release);
    attempt
        .call()
        .caller()
        .whenLeaving(
            () -> {
              sent.cancel(true);
              stream.cancel();
            });
    try {
      reply(sent, until);
      stream.awaitContent(until);
    } catch (RuntimeException | Error failed) {
      stream.cancel();
      throw failed;
    }
    attempt.reply().set(new TargetCall.Streamed(stream, Optional.empty()));
  }

  private CompletableFuture<HttpResponse<ReplyBody>> send(
      TargetCall attempt, boolean streamed, BodyHandler<ReplyBody> handler) {
    byte[] body;
    try {
      body =
          JSON.writeValueAsBytes(
              api.request(
                  attempt.call().question().conversation(), attempt.target().modelId(), streamed));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a JSON tree can always be written", impossible);
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.endpoint(settings.url()))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    settings.apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key.value()));
    return http.sendAsync(request.build(), handler);
  }

  /** The answer, if it is one; ends the request when it does not come in time. */
  private HttpResponse<ReplyBody> reply(
      CompletableFuture<HttpResponse<ReplyBody>> sent, long untilNanos) {
    try {
      long left = Math.max(0, untilNanos - nanoClock.getAsLong());
      HttpResponse<ReplyBody> reply = sent.get(left, TimeUnit.NANOSECONDS);
      if (reply.statusCode() != 200) {
        throw LocalFailures.of(reply.statusCode(), body(reply));
      }
      return reply;
    } catch (TimeoutException late) {
      sent.cancel(true);
      throw LocalFailures.failed(FailureKind.TARGET_TIMEOUT);
    } catch (CancellationException left) {
      throw LocalFailures.failed(FailureKind.CALLER_LEFT);
    } catch (ExecutionException failed) {
      throw LocalFailures.of(failed.getCause());
    } catch (InterruptedException stop) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw LocalFailures.failed(FailureKind.GATEWAY_STOPPING);
    }
  }

  private static byte[] body(HttpResponse<ReplyBody> reply) {
    return reply.body() instanceof ReplyBody.Whole whole ? whole.bytes() : new byte[0];
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
