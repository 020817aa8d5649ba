package io.bactrian.config;

import io.bactrian.strategy.AppConfigSettings;
import java.nio.file.Path;

/** Commands of the AWS CLI, which changes AppConfig: the gateway itself may only read it. */
final class AppConfigCommands {

  private static final String COMMANDS =
      """
      The strategy is in AppConfig. These commands deploy the new one:

      export AWS_REGION=%5$s
      app=$(aws appconfig list-applications \\
        --query "Items[?Name=='%2$s' || Id=='%2$s'].Id" --output text)
      env=$(aws appconfig list-environments --application-id "$app" \\
        --query "Items[?Name=='%3$s' || Id=='%3$s'].Id" --output text)
      profile=$(aws appconfig list-configuration-profiles --application-id "$app" \\
        --query "Items[?Name=='%4$s' || Id=='%4$s'].Id" --output text)
      version=$(aws appconfig create-hosted-configuration-version --application-id "$app" \\
        --configuration-profile-id "$profile" --content-type application/json \\
        --content 'fileb://%1$s' --query VersionNumber --output text /dev/null)
      aws appconfig start-deployment --application-id "$app" --environment-id "$env" \\
        --configuration-profile-id "$profile" --configuration-version "$version" \\
        --deployment-strategy-id AppConfig.AllAtOnce
      """;

  private AppConfigCommands() {}

  static String of(Path document, AppConfigSettings place) {
    return COMMANDS
        .formatted(
            document, place.application(), place.environment(), place.profile(), place.region())
        .stripTrailing();
  }
}
