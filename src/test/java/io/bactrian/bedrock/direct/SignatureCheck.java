package io.bactrian.bedrock.direct;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * What AWS does with a signed request: computes the signature again from what has arrived. After
 * "Create a signed AWS API request" of the IAM User Guide.
 */
final class SignatureCheck {

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/]+/(\\d{8})/([^/]+)/([^/]+)/aws4_request,"
              + " SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

  private SignatureCheck() {}

  static boolean accepts(RecordingServer.Received request, String secret) throws Exception {
    Matcher said = AUTHORIZATION.matcher(request.headers().getFirst("Authorization"));
    if (!said.matches()) {
      return false;
    }
    String scope = said.group(1) + "/" + said.group(2) + "/" + said.group(3) + "/aws4_request";
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            request.headers().getFirst("X-Amz-Date"),
            scope,
            sha256(canonical(request, said.group(4))));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, toSign)).equals(said.group(5));
  }

  private static String canonical(RecordingServer.Received request, String signedHeaders)
      throws GeneralSecurityException {
    String path =
        Stream.of(request.path().split("/"))
            .map(SdkHttpUtils::urlEncode)
            .collect(Collectors.joining("/"));
    Map<String, String> headers =
        Stream.of(signedHeaders.split(";"))
            .collect(
                Collectors.toMap(
                    name -> name, name -> String.join(",", request.headers().get(name)).strip()));
    String lines =
        Stream.of(signedHeaders.split(";"))
            .map(name -> name + ":" + headers.get(name) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n", request.method(), path, "", lines, signedHeaders, sha256(request.body()));
  }

  private static String sha256(String text) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
