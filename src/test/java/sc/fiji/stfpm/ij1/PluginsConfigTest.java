package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.scijava.MenuPath;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** Fiji shows a command once only where path and label are the same here and there. */
class PluginsConfigTest {
	private static final String COMMANDS = "sc.fiji.stfpm.commands.";

	@Test
	void everyCommandHasItsLine() throws IOException {
		List<String> lines = lines();
		List<CommandInfo> commands = SciJavaContext.get().service(CommandService.class).getCommands().stream().filter(info -> info
			.getClassName().startsWith(COMMANDS) && !info.getMenuPath().isEmpty()).toList();
		assertFalse(commands.isEmpty());
		for (CommandInfo command : commands) {
			String name = command.getClassName().substring(COMMANDS.length());
			List<String> own = lines.stream().filter(line -> line.endsWith("(\"" + name + "\")")).toList();
			assertEquals(List.of(line(command.getMenuPath(), name)), own);
		}
	}

	@Test
	void labelsAreUnique() throws IOException {
		HashSet<String> labels = new HashSet<>();
		for (String line : lines()) {
			assertTrue(line.matches("[A-Z][\\w >]+, \"[^\",]+\", sc\\.fiji\\.stfpm\\.ij1\\.\\w+(\\(\"\\w+\"\\))?"), line);
			assertTrue(labels.add(line.split("\"")[1]), line);
		}
	}

	private static String line(MenuPath path, String command) {
		String label = path.getLeaf().getName();
		String menu = path.getMenuString(false);
		return menu.replace(" > ", ">") + ", \"" + label + "\", " + CommandBridge.class.getName() + "(\"" + command + "\")";
	}

	private static List<String> lines() throws IOException {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(CommandBridge.class.getResourceAsStream(
			"/plugins.config"), StandardCharsets.UTF_8)))
		{
			return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
		}
	}
}
