package io.bactrian.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Where settings come from, each source winning over the ones before it: the packed file, the file
 * in the working directory, the environment, system properties.
 */
public final class SettingSources {

  private static final String FILE = "application.properties";
  private static final String PREFIX = "bactrian.";

  private final Map<String, String> files;
  private final Map<String, String> environment;
  private final Map<String, String> systemProperties;

  SettingSources(
      Map<String, String> files,
      Map<String, String> environment,
      Map<String, String> systemProperties) {
    this.files = Map.copyOf(files);
    this.environment = Map.copyOf(environment);
    this.systemProperties = Map.copyOf(systemProperties);
  }

  /** The sources of this process. */
  public static SettingSources ofProcess() {
    Map<String, String> system = new HashMap<>();
    System.getProperties().forEach((key, value) -> system.put(key.toString(), value.toString()));
    return of(Path.of(FILE), System.getenv(), system);
  }

  static SettingSources of(
      Path local, Map<String, String> environment, Map<String, String> systemProperties) {
    Map<String, String> files = packed();
    if (Files.isRegularFile(local)) {
      try (InputStream in = Files.newInputStream(local)) {
        files.putAll(read(in));
      } catch (IOException unreadable) {
        throw new InvalidSetting("the file " + FILE + " cannot be read: " + unreadable);
      }
    }
    return new SettingSources(files, environment, systemProperties);
  }

  /** The packed defaults with some settings replaced; neither files nor environment count. */
  public static SettingSources packedWith(Map<String, String> overrides) {
    return new SettingSources(packed(), Map.of(), overrides);
  }

  /** The same with settings that win over all sources. */
  SettingSources with(Map<String, String> winning) {
    Map<String, String> system = new HashMap<>(systemProperties);
    system.putAll(winning);
    return new SettingSources(files, environment, system);
  }

  /** The same without settings that would not be known any more. */
  SettingSources without(Predicate<String> unwanted) {
    return new SettingSources(rest(files, unwanted), environment, rest(systemProperties, unwanted));
  }

  private static Map<String, String> rest(Map<String, String> all, Predicate<String> unwanted) {
    Map<String, String> rest = new HashMap<>(all);
    rest.keySet().removeIf(unwanted);
    return rest;
  }

  /** The value of a setting; {@code BACTRIAN_HTTP_PORT} speaks for {@code bactrian.http.port}. */
  Optional<String> find(String key) {
    String value = systemProperties.get(key);
    if (value == null) {
      value = environment.get(environmentName(key));
    }
    return Optional.ofNullable(value == null ? files.get(key) : value);
  }

  /** Whether a setting is set by more than the files. */
  boolean isOverridden(String key) {
    return systemProperties.containsKey(key) || environment.containsKey(environmentName(key));
  }

  Optional<String> environment(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Every key of ours that a file or a system property sets. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    files.keySet().stream().filter(key -> key.startsWith(PREFIX)).forEach(keys::add);
    systemProperties.keySet().stream().filter(key -> key.startsWith(PREFIX)).forEach(keys::add);
    return keys;
  }

  /** Everything that Camel shall see: its own settings, and ours for placeholders. */
  Properties forCamel() {
    Properties all = new Properties();
    files.forEach(all::setProperty);
    for (String key : files.keySet()) {
      find(key).ifPresent(value -> all.setProperty(key, value));
    }
    systemProperties.forEach(
        (key, value) -> {
          if (key.startsWith("camel.") || key.startsWith(PREFIX)) {
            all.setProperty(key, value);
          }
        });
    return all;
  }

  private static String environmentName(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private static Map<String, String> packed() {
    try (InputStream in = SettingSources.class.getResourceAsStream("/" + FILE)) {
      return read(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<String, String> read(InputStream in) throws IOException {
    Properties properties = new Properties();
    properties.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
    Map<String, String> map = new HashMap<>();
    properties.forEach((key, value) -> map.put(key.toString(), value.toString().strip()));
    return map;
  }
}
