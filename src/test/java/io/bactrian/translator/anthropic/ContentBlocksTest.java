package io.bactrian.translator.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.RequestObject;
import io.bactrian.translator.converse.SdkJsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

class ContentBlocksTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Converse gets for the content of one message. */
  private static String converse(String content) throws Exception {
    var message =
        RequestObject.body(JSON.readTree("{\"content\":" + content + "}"), MessagesRequest.DIALECT);
    var read = Message.builder().content(new ContentBlocks().read(message.blocks("content")));
    return new SdkJsonWriter().write(read.build()).get("content").toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Why?" | [{"text":"Why?"}]
          " \\n" | []
          []     | []
          [{"type":"text","text":"a"},{"type":"text","text":" "},{"type":"text","text":"b "}] | [{"text":"a"},{"text":"b "}]
          [{"type":"text","text":"a","citations":null}] | [{"text":"a"}]
          [{"type":"text","text":"a","citations":[]}]   | [{"text":"a"}]
          [{"type":"text","text":"a","cache_control":null}] | [{"text":"a"}]
          [{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}] | [{"text":"a"},{"cachePoint":{"type":"default"}}]
          [{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"5m"}}] | [{"text":"a"},{"cachePoint":{"type":"default","ttl":"5m"}}]
          [{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"1h"}}] | [{"text":"a"},{"cachePoint":{"type":"default","ttl":"1h"}}]
          [{"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"AQID"}}] | [{"image":{"format":"jpeg","source":{"bytes":"AQID"}}}]
          [{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}}]  | [{"image":{"format":"png","source":{"bytes":"AQID"}}}]
          [{"type":"image","source":{"type":"base64","media_type":"image/gif","data":"AQID"}}]  | [{"image":{"format":"gif","source":{"bytes":"AQID"}}}]
          [{"type":"image","source":{"type":"base64","media_type":"image/webp","data":"AQID"},"cache_control":{"type":"ephemeral"}}] | [{"image":{"format":"webp","source":{"bytes":"AQID"}}},{"cachePoint":{"type":"default"}}]
          [{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AQID"}}] | [{"document":{"format":"pdf","name":"document","source":{"bytes":"AQID"}}}]
          [{"type":"document","source":{"type":"text","media_type":"text/plain","data":"Hi"},"title":"My (1) [x]","context":"c","citations":{"enabled":false}}] | [{"document":{"format":"txt","name":"My (1) [x]","source":{"bytes":"SGk="},"context":"c"}}]
          [{"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}],"citations":{}}] | [{"searchResult":{"source":"s","title":"t","content":[{"text":"a"},{"text":"b"}]}}]
          [{"type":"tool_use","id":"toolu_1","name":"f","input":{},"caller":null}] | [{"toolUse":{"toolUseId":"toolu_1","name":"f","input":{}}}]
          [{"type":"tool_use","id":"t:1.a","name":"f-1","input":{"a":[1,2.50,100,"x",true,null,{}]},"cache_control":{"type":"ephemeral"}}] | [{"toolUse":{"toolUseId":"t:1.a","name":"f-1","input":{"a":[1,2.5,100,"x",true,null,{}]}}},{"cachePoint":{"type":"default"}}]
          [{"type":"tool_result","tool_use_id":"t"}]                               | [{"toolResult":{"toolUseId":"t","content":[]}}]
          [{"type":"tool_result","tool_use_id":"t","content":" "}]                 | [{"toolResult":{"toolUseId":"t","content":[]}}]
          [{"type":"tool_result","tool_use_id":"t","content":"4","is_error":false}] | [{"toolResult":{"toolUseId":"t","content":[{"text":"4"}]}}]
          [{"type":"tool_result","tool_use_id":"t","content":"no","is_error":true,"cache_control":{"type":"ephemeral"}}] | [{"toolResult":{"toolUseId":"t","content":[{"text":"no"}],"status":"error"}},{"cachePoint":{"type":"default"}}]
          [{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"a"},{"type":"text","text":""}]}] | [{"toolResult":{"toolUseId":"t","content":[{"text":"a"}]}}]
          [{"type":"tool_result","tool_use_id":"t","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}}]}] | [{"toolResult":{"toolUseId":"t","content":[{"image":{"format":"png","source":{"bytes":"AQID"}}}]}}]
          [{"type":"tool_result","tool_use_id":"t","content":[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"Hi"}}]}] | [{"toolResult":{"toolUseId":"t","content":[{"document":{"format":"txt","name":"document","source":{"bytes":"SGk="}}}]}}]
          [{"type":"tool_result","tool_use_id":"t","content":[{"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"a"}]}]}] | [{"toolResult":{"toolUseId":"t","content":[{"searchResult":{"source":"s","title":"t","content":[{"text":"a"}]}}]}}]
          [{"type":"thinking","thinking":"hm","signature":"sig"}] | [{"reasoningContent":{"reasoningText":{"text":"hm","signature":"sig"}}}]
          [{"type":"thinking","thinking":"hm","signature":""}]    | [{"reasoningContent":{"reasoningText":{"text":"hm"}}}]
          [{"type":"redacted_thinking","data":"AQID"}]            | [{"reasoningContent":{"redactedContent":"AQID"}}]
          """)
  void content_becomes_blocks_of_converse(String content, String expected) throws Exception {
    assertThat(converse(content)).isEqualTo(expected);
  }

  @Test
  void no_two_documents_have_one_name() throws Exception {
    String document =
        "{\"type\":\"document\",\"title\":%s,"
            + "\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"Hi\"}}";
    String all =
        String.join(
            ",",
            document.formatted("\"a.pdf\""),
            document.formatted("\"A-pdf\""),
            document.formatted("null"),
            document.formatted("\" \""),
            document.formatted("\"two  \\n spaces\""),
            document.formatted("\"" + "y".repeat(500) + "\""),
            document.formatted("\"" + "y".repeat(600) + "\""));
    assertThat(JSON.readTree(converse("[" + all + "]")).findValuesAsText("name"))
        .containsExactly(
            "a-pdf",
            "A-pdf (2)",
            "document",
            "document (2)",
            "two spaces",
            "y".repeat(190),
            "y".repeat(190) + " (2)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          7      | field 'content' must be an array
          ["a"]  | field 'content[0]' must be a JSON object
          [{}]   | field 'content[0].type' is required
          [{"type":"video"}] | field 'content[0].type' is 'video'; allowed: text, image, document, search_result, tool_use, tool_result, thinking, redacted_thinking
          [{"type":"server_tool_use"}] | field 'content[0].type' is 'server_tool_use'; allowed: text, image, document, search_result, tool_use, tool_result, thinking, redacted_thinking
          [{"type":"text"}] | field 'content[0].text' is required
          [{"type":"text","text":1}] | field 'content[0].text' must be a string
          [{"type":"text","text":"a"},{"type":"text","text":"b","bold":1}] | unknown field 'content[1].bold'; allowed: type, text, citations, cache_control
          [{"type":"text","text":"a","citations":[{}]}] | field 'content[0].citations' must be empty: citations are not offered
          [{"type":"text","text":" ","cache_control":{"type":"ephemeral"}}] | field 'content[0].cache_control' is not possible on blank text
          [{"type":"text","text":"a","cache_control":{"type":"forever"}}] | field 'content[0].cache_control.type' is 'forever'; allowed: ephemeral
          [{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"2h"}}] | field 'content[0].cache_control.ttl' is '2h'; allowed: 5m, 1h
          [{"type":"text","text":"a","cache_control":{"type":"ephemeral","scope":"global"}}] | unknown field 'content[0].cache_control.scope'; allowed: type, ttl
          [{"type":"image"}] | field 'content[0].source' is required
          [{"type":"image","source":{"type":"url","url":"http://a"}}] | field 'content[0].source.type' is 'url'; allowed: base64
          [{"type":"image","source":{"type":"base64","media_type":"image/bmp","data":"AQID"}}] | field 'content[0].source.media_type' is 'image/bmp'; allowed: image/jpeg, image/png, image/gif, image/webp
          [{"type":"image","source":{"type":"base64","media_type":"image/png","data":"%"}}] | field 'content[0].source.data' must be base64
          [{"type":"image","source":{"type":"base64","media_type":"image/png","data":""}}] | field 'content[0].source.data' must not be empty
          [{"type":"image","source":{"type":"base64","media_type":"image/png"}}] | field 'content[0].source.data' is required
          [{"type":"document","source":{"type":"file","file_id":"f"}}] | field 'content[0].source.type' is 'file'; allowed: base64, text
          [{"type":"document","source":{"type":"base64","media_type":"text/csv","data":"AQID"}}] | field 'content[0].source.media_type' is 'text/csv'; allowed: application/pdf
          [{"type":"document","source":{"type":"text","media_type":"text/html","data":"a"}}] | field 'content[0].source.media_type' is 'text/html'; allowed: text/plain
          [{"type":"document","citations":{"enabled":true}}] | field 'content[0].citations.enabled' is true; allowed: false
          [{"type":"search_result","citations":{"enabled":true}}] | field 'content[0].citations.enabled' is true; allowed: false
          [{"type":"search_result","source":"s","title":"t","content":[{"type":"image"}]}] | field 'content[0].content[0].type' is 'image'; allowed: text
          [{"type":"tool_use","id":"a b","name":"f","input":{}}] | field 'content[0].id' must match [a-zA-Z0-9_.:-]{1,64}
          [{"type":"tool_use","id":"a","name":"f.g","input":{}}] | field 'content[0].name' must match [a-zA-Z0-9_-]{1,64}
          [{"type":"tool_use","id":"a","name":"f"}] | field 'content[0].input' is required
          [{"type":"tool_use","id":"a","name":"f","input":"{}"}] | field 'content[0].input' must be a JSON object
          [{"type":"tool_result"}] | field 'content[0].tool_use_id' is required
          [{"type":"tool_result","tool_use_id":"t","is_error":1}] | field 'content[0].is_error' must be true or false
          [{"type":"tool_result","tool_use_id":"t","content":[{"type":"tool_reference"}]}] | field 'content[0].content[0].type' is 'tool_reference'; allowed: text, image, document, search_result
          [{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]}] | field 'content[0].content[0].cache_control' is possible on the whole tool_result only
          [{"type":"thinking","thinking":"a","cache_control":{"type":"ephemeral"}}] | unknown field 'content[0].cache_control'; allowed: type, thinking, signature
          [{"type":"redacted_thinking","data":"%"}] | field 'content[0].data' must be base64
          """)
  void what_converse_cannot_carry_is_refused_by_its_path(String content, String message) {
    assertThatThrownBy(() -> converse(content))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage(message);
  }
}
