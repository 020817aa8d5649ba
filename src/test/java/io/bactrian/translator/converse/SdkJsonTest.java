package io.bactrian.translator.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bactrian.translator.InvalidRequest;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.utils.builder.Buildable;

class SdkJsonTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final SdkJsonReader reader = new SdkJsonReader();
  private final SdkJsonWriter writer = new SdkJsonWriter();

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text.replace('\'', '"'));
  }

  private ConverseRequest read(String text) throws Exception {
    return reader.read(json(text), ConverseRequest.builder()).build();
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatever_is_written_is_read_again(long seed) throws Exception {
    var random = new RandomModel(seed);
    List<SdkPojo> builders =
        List.of(
            ConverseRequest.builder(),
            ConverseResponse.builder(),
            CountTokensRequest.builder(),
            ContentBlockStartEvent.builder(),
            ContentBlockDeltaEvent.builder(),
            MessageStopEvent.builder(),
            ConverseStreamMetadataEvent.builder());
    for (SdkPojo builder : builders) {
      SdkPojo modelled = random.built(builder);
      JsonNode written = JSON.readTree(writer.write(modelled).toString());

      assertThat(read(written, modelled.getClass())).isEqualTo(modelled);
    }
  }

  private Object read(JsonNode body, Class<?> modelled) throws Exception {
    var empty = (SdkPojo) modelled.getMethod("builder").invoke(null);
    return ((Buildable) reader.read(body, empty)).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-7",
        "2147483648",
        "9223372036854775808",
        "123456789012345678901234567890",
        "0.1",
        "1.50",
        "-1E-27",
        "3.141592653589793238462643383279",
        "1E+400",
        "1E-400",
        "true",
        "null",
        "''",
        "[]",
        "{}",
        "[1,[2.5,null],{'a':{}}]"
      })
  void a_document_keeps_every_digit(String value) throws Exception {
    JsonNode body = json("{'additionalModelRequestFields':" + value + "}");

    assertThat(writer.write(reader.read(body, ConverseRequest.builder()).build()).toString())
        .isEqualTo(body.toString())
        .contains(value.replace('\'', '"'));
  }

  @Test
  void an_unknown_enumeration_value_passes() throws Exception {
    String body = "{'messages':[{'role':'system','content':[{'cachePoint':{'type':'new'}}]}]}";

    assertThat(writer.write(read(body))).isEqualTo(json(body));
  }

  @Test
  void what_is_null_is_absent_and_what_is_empty_is_kept() throws Exception {
    String body =
        "{'messages':null,'system':[],'requestMetadata':{},'inferenceConfig':{'maxTokens':null},"
            + "'toolConfig':{'tools':[],'toolChoice':{'auto':{},'any':null}}}";

    assertThat(writer.write(read(body)))
        .isEqualTo(
            json(
                "{'system':[],'requestMetadata':{},'inferenceConfig':{},"
                    + "'toolConfig':{'tools':[],'toolChoice':{'auto':{}}}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                    | the body must be a JSON object
          'text'                                | the body must be a JSON object
          {'modelId':'m'}                       | unknown field 'modelId'; allowed: additional
          {'messages':{}}                       | field 'messages' must be an array
          {'messages':[null]}                   | field 'messages[0]' must be a JSON object
          {'messages':['x']}                    | field 'messages[0]' must be a JSON object
          {'messages':[{'role':7}]}             | field 'messages[0].role' must be a string
          {'messages':[{'roll':''}]}            | unknown field 'messages[0].roll'; allowed: content, role
          {'messages':[{'content':[{}]}]}       | field 'messages[0].content[0]' must have exactly one member of: audio,
          {'messages':[{'content':[{'text':null}]}]} | field 'messages[0].content[0]' must have exactly one member of:
          {'messages':[{'content':[{'text':'a','image':{}}]}]} | field 'messages[0].content[0]' must have exactly one
          {'messages':[{'content':[{'text':'a'},{'image':{'source':{'bytes':'%'}}}]}]} | field 'messages[0].content[1].image.source.bytes' must be a base64 string
          {'messages':[{'content':[{'image':{'source':{'bytes':7}}}]}]} | field 'messages[0].content[0].image.source.bytes' must be a base64 string
          {'inferenceConfig':{'maxTokens':1.0}} | field 'inferenceConfig.maxTokens' must be an integer of at most 32 bits
          {'inferenceConfig':{'maxTokens':'1'}} | field 'inferenceConfig.maxTokens' must be an integer
          {'inferenceConfig':{'maxTokens':2147483648}} | field 'inferenceConfig.maxTokens' must be an integer
          {'inferenceConfig':{'topP':'1'}}      | field 'inferenceConfig.topP' must be a number up to
          {'inferenceConfig':{'topP':1e39}}     | field 'inferenceConfig.topP' must be a number up to 3.4028234663852886E38
          {'inferenceConfig':{'topP':1e999}}    | field 'inferenceConfig.topP' must be a number up to
          {'inferenceConfig':{'stopSequences':[1]}} | field 'inferenceConfig.stopSequences[0]' must be a string
          {'requestMetadata':[]}                | field 'requestMetadata' must be a JSON object
          {'requestMetadata':{'a':1}}           | field 'requestMetadata.a' must be a string
          {'toolConfig':{'tools':[{'toolSpec':{'strict':1}}]}} | field 'toolConfig.tools[0].toolSpec.strict' must be true or false
          {'toolConfig':{'toolChoice':{'auto':{'x':1}}}} | unknown field 'toolConfig.toolChoice.auto.x'; allowed:
          {'outputConfig':{'effort':'max'}}     | unknown field 'outputConfig.effort'; allowed: textFormat
          """)
  void what_does_not_fit_is_refused_with_its_path(String body, String message) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void a_name_from_the_client_is_quoted_short_and_clean() {
    String name = "\\u0000\\ud800" + "n".repeat(99);

    assertThatThrownBy(() -> read("{'" + name + "':1}"))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("unknown field '??" + "n".repeat(62) + "...'; allowed: ");
  }
}
