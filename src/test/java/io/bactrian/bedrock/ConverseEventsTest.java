package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.StreamEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput.EventType;
import software.amazon.eventstream.Message;

class ConverseEventsTest {

  private final ConverseEvents events = new ConverseEvents();

  private StreamEvent.Conversed read(String type, String quoted) {
    return (StreamEvent.Conversed)
        events.read(new Frame(type, quoted.replace('\'', '"'), false, false).message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          messageStart      | {'role':'assistant'}                                         | false | false
          contentBlockStart | {'start':{'toolUse':{'toolUseId':'t','name':'n'}}}           | true  | false
          contentBlockStart | {'contentBlockIndex':0}                                      | false | false
          contentBlockDelta | {'delta':{'text':'a'}}                                       | true  | false
          contentBlockDelta | {'delta':{'text':''}}                                        | false | false
          contentBlockDelta | {'delta':{'toolUse':{'input':''}}}                           | true  | false
          contentBlockDelta | {'delta':{'reasoningContent':{'text':'Hm.'}}}                | true  | false
          contentBlockDelta | {'delta':{'citation':{'title':'t'}}}                         | true  | false
          contentBlockStop  | {'contentBlockIndex':0}                                      | false | false
          messageStop       | {'stopReason':'end_turn'}                                    | false | true
          messageStop       | {'stopReason':'max_tokens'}                                  | true  | true
          metadata          | {'usage':{'inputTokens':1,'outputTokens':2,'totalTokens':3}} | false | false
          aNewEvent         | {'x':1}                                                      | false | false
          """)
  void content_and_end_are_known_by_the_event(
      String type, String json, boolean content, boolean end) {
    StreamEvent.Conversed event = read(type, json);
    assertThat(event.type()).isEqualTo(type);
    assertThat(event.json()).asString(StandardCharsets.UTF_8).isEqualTo(json.replace('\'', '"'));
    assertThat(events.hasContent()).isEqualTo(content);
    assertThat(events.isEnded()).isEqualTo(end);
  }

  @Test
  void events_are_read_with_all_that_is_in_them() {
    var delta =
        (ContentBlockDeltaEvent)
            read("contentBlockDelta", "{'contentBlockIndex':3,'delta':{'text':'é'},'p':'ab'}")
                .output();
    assertThat(delta.contentBlockIndex()).isEqualTo(3);
    assertThat(delta.delta().text()).isEqualTo("é");
    var metadata =
        (ConverseStreamMetadataEvent)
            read("metadata", "{'usage':{'inputTokens':1},'metrics':{'latencyMs':7}}").output();
    assertThat(metadata.sdkEventType()).isEqualTo(EventType.METADATA);
    assertThat(metadata.usage().inputTokens()).isEqualTo(1);
    assertThat(metadata.metrics().latencyMs()).isEqualTo(7);
  }

  @Test
  void an_event_that_is_not_known_goes_on_as_it_came() {
    assertThat(read("aNewEvent", "{'x':1}").output()).isEqualTo(ConverseStreamOutput.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "contentBlockDelta | {'delta':",
        "messageStop       | no JSON",
        "metadata          | {'usage':{'inputTokens':'many'}}"
      })
  void an_event_that_is_no_json_of_its_type_cannot_be_read(String type, String json) {
    assertThatThrownBy(() -> read(type, json)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_event_without_a_type_is_not_known() {
    Message nameless = Frame.message("{}", ":message-type", "event");
    assertThat(((StreamEvent.Conversed) events.read(nameless)).output())
        .isEqualTo(ConverseStreamOutput.UNKNOWN);
  }
}
