package io.bactrian.translator.openai;

import io.bactrian.translator.RequestObject;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkBytes;

/** Bytes that a client sends inline. Addresses are refused: fetching them is no gateway's work. */
record DataUrl(String mediaType, SdkBytes bytes) {

  private static final String SCHEME = "data:";
  private static final String BASE64 = ";base64";

  static DataUrl read(RequestObject owner, String name) {
    String url = owner.nonBlankText(name);
    int comma = url.indexOf(',');
    String head = url.substring(0, Math.max(comma, 0)).toLowerCase(Locale.ROOT);
    if (!head.startsWith(SCHEME) || !head.endsWith(BASE64)) {
      throw owner.refused(
          name, "must be a data URL, data:<media type>;base64,<data>; addresses are not fetched");
    }
    String mediaType = head.substring(SCHEME.length(), head.indexOf(';')).strip();
    return new DataUrl(mediaType, decoded(owner, name, url.substring(comma + 1)));
  }

  /** Bedrock's name for the media type, of a table of those allowed. */
  String format(RequestObject owner, String name, Map<String, String> formats) {
    String format = formats.get(mediaType);
    if (format == null) {
      throw owner.refused(
          name,
          "must have one of the media types " + String.join(", ", new TreeSet<>(formats.keySet())));
    }
    return format;
  }

  private static SdkBytes decoded(RequestObject owner, String name, String data) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(data);
    } catch (IllegalArgumentException notBase64) {
      throw owner.refused(name, "must hold valid base64");
    }
    if (bytes.length == 0) {
      throw owner.refused(name, "must not be empty");
    }
    return SdkBytes.fromByteArrayUnsafe(bytes);
  }
}
