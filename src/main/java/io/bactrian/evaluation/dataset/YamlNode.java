package io.bactrian.evaluation.dataset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A node of YAML that knows its place and says what it should have been. */
record YamlNode(String file, Node node) {

  static Optional<YamlNode> parse(String file, String text) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file).build();
      return new Compose(settings).composeString(text).map(node -> new YamlNode(file, node));
    } catch (MarkedYamlEngineException invalid) {
      int line = invalid.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      throw new Place(file, line).refuse("no YAML: " + invalid.getProblem());
    } catch (YamlEngineException invalid) {
      throw new InvalidDataSet(file + ": no YAML: " + invalid.getMessage());
    }
  }

  Place place() {
    return new Place(file, node.getStartMark().map(Mark::getLine).orElse(0) + 1);
  }

  /** Keys in the order of the file. */
  Map<String, YamlNode> mapping(String what) {
    if (!(node instanceof MappingNode mapping)) {
      throw place().refuse(what + " must be a mapping of names to values");
    }
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      YamlNode key = new YamlNode(file, entry.getKeyNode());
      if (entries.put(key.text("a key"), new YamlNode(file, entry.getValueNode())) != null) {
        throw key.place().refuse("'" + key.text("a key") + "' is given twice");
      }
    }
    return entries;
  }

  Map<String, YamlNode> mapping(String what, Set<String> allowed) {
    Map<String, YamlNode> entries = mapping(what);
    entries.forEach((key, value) -> value.place().allowOnly(allowed, Set.of(key)));
    return entries;
  }

  List<YamlNode> list(String what) {
    if (!(node instanceof SequenceNode sequence)) {
      throw place().refuse(what + " must be a list");
    }
    return sequence.getValue().stream().map(one -> new YamlNode(file, one)).toList();
  }

  /** Numbers and truth values as they are written. */
  String text(String what) {
    if (!(node instanceof ScalarNode scalar)) {
      throw place().refuse(what + " must be a text, a number or true or false");
    }
    return scalar.getValue();
  }
}
