package io.bactrian.translator;

import java.util.regex.Pattern;

/** What Bedrock allows as names of tools, and as ids of their uses. */
public final class ToolSyntax {

  public static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
  public static final Pattern ID = Pattern.compile("[a-zA-Z0-9_.:-]{1,64}");

  private ToolSyntax() {}
}
