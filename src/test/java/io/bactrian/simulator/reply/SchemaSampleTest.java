package io.bactrian.simulator.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tool inputs made from JSON schemas. */
class SchemaSampleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"string"}                            | "simulated x"
          {"type":"string","enum":["red","blue"]}      | "red"
          {"type":"string","format":"date"}            | "2026-01-01"
          {"type":"string","maxLength":4}              | "simu"
          {"type":"string","minLength":13}             | "simulated xxx"
          {"type":"integer"}                           | 1
          {"type":"integer","minimum":5}               | 5
          {"type":"integer","maximum":0}               | 0
          {"type":"number","minimum":0.5}              | 0.5
          {"type":"boolean"}                           | true
          {"type":"null"}                              | null
          {"type":["integer","null"]}                  | 1
          {"const":7}                                  | 7
          {"type":"string","default":"d"}              | "d"
          {"type":"array"}                             | []
          {"type":"array","items":{"type":"integer"}}  | [1]
          {"type":"array","items":{"type":"integer"},"minItems":2} | [1,1]
          {"type":"object","properties":{"y":{"type":"string"}}}   | {}
          {"type":"object","required":["y"],"properties":{"y":{"type":"boolean"}}} | {"y":true}
          {"anyOf":[{"type":"integer"},{"type":"string"}]} | 1
          {"$ref":"#/$defs/n"}                         | 1
          {}                                           | "simulated x"
          """)
  void value_has_the_type_of_the_schema(String schema, String value) throws Exception {
    var json = new ObjectMapper();
    String root =
        "{\"type\":\"object\",\"required\":[\"x\"],\"properties\":{\"x\":"
            + schema
            + "},\"$defs\":{\"n\":{\"type\":\"integer\"},\"loop\":{\"$ref\":\"#/$defs/loop\"}}}";

    assertThat(SchemaSample.of(json.readTree(root)).get("x").toString())
        .isEqualTo(json.readTree(value).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"$ref\":\"#\"}|{}", "{\"type\":\"string\"}|{}", "7|{}"})
  void input_is_always_an_object(String schema, String input) throws Exception {
    assertThat(SchemaSample.of(new ObjectMapper().readTree(schema)).toString()).isEqualTo(input);
  }
}
