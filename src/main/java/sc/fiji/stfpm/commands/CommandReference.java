package sc.fiji.stfpm.commands;

import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;

import ij.ImagePlus;

/** Every key of every command, told by the commands themselves, so that it cannot differ from what they accept. */
public final class CommandReference {
	/** One key of a command: the texts of a row. */
	private record Key(String name, String values, String standard, String meaning) {}

	private final CommandService commands;

	public CommandReference(CommandService commands) {
		this.commands = commands;
	}

	/** As a part of an HTML page. */
	public String html() {
		StringBuilder text = new StringBuilder();
		for (CommandInfo command : ours()) {
			text.append("<h3>").append(escaped(command.getTitle())).append("</h3><p>").append(escaped(command
				.getDescription())).append("</p>");
			if (keys(command).isEmpty()) text.append("<p>No keys.</p>");
			else text.append("<table border=1>");
			for (Key key : keys(command))
				text.append("<tr><td><tt>").append(key.name).append("</tt></td><td>").append(escaped(key.values)).append(
					"</td><td>").append(escaped(key.standard)).append("</td><td>").append(escaped(key.meaning)).append("</td></tr>");
			if (!keys(command).isEmpty()) text.append("</table>");
		}
		return text.toString();
	}

	/** As Markdown, a table a command. */
	public String markdown() {
		StringBuilder text = new StringBuilder();
		for (CommandInfo command : ours()) {
			text.append("## ").append(command.getTitle()).append("\n\n").append(command.getDescription()).append("\n\n");
			List<Key> keys = keys(command);
			text.append(keys.isEmpty() ? "No keys.\n" : "| key | values | default | meaning |\n|---|---|---|---|\n");
			for (Key key : keys)
				text.append("| `").append(key.name).append("` | ").append(key.values).append(" | ").append(key.standard).append(
					" | ").append(key.meaning).append(" |\n");
			text.append('\n');
		}
		return text.toString();
	}

	private List<CommandInfo> ours() {
		return commands.getCommands().stream().filter(c -> c.getClassName().startsWith(AnomalyCommand.class.getPackageName()
			+ ".")).sorted(Comparator.comparing(CommandInfo::getTitle)).toList();
	}

	private static List<Key> keys(CommandInfo command) {
		Module fresh = fresh(command);
		List<Key> keys = new ArrayList<>();
		for (ModuleItem<?> input : command.inputs()) {
			if (!isKey(input)) continue;
			keys.add(new Key(input.getName().toLowerCase(Locale.ROOT), values(input), standard(input, fresh.getInput(input
				.getName())), input.getDescription()));
		}
		return keys;
	}

	/** Whether a user gives the input, rather than the software. */
	static boolean isKey(ModuleItem<?> input) {
		Class<?> type = input.getType();
		return input.getVisibility() != ItemVisibility.MESSAGE && type != Context.class && !Service.class.isAssignableFrom(
			type);
	}

	/** A command whose fields have the values that they start with. */
	private static Module fresh(CommandInfo command) {
		try {
			return command.createModule();
		}
		catch (ModuleException e) {
			throw new IllegalStateException("The command " + command.getClassName() + " cannot be made", e);
		}
	}

	private static String values(ModuleItem<?> input) {
		Class<?> type = input.getType();
		if (input.getChoices() != null && !input.getChoices().isEmpty()) return input.getChoices().stream().map(
			Object::toString).collect(Collectors.joining(", "));
		if (type == boolean.class || type == Boolean.class) return "true, false";
		if (input.getMinimumValue() != null) return input.getMinimumValue() + " to " + input.getMaximumValue();
		if (type == ImagePlus.class) return "title or ID";
		if ("directory".equals(input.getWidgetStyle())) return "folder";
		return type == File.class ? "file" : "text";
	}

	private static String standard(ModuleItem<?> input, Object value) {
		if (input.getType() == ImagePlus.class) return "the active image";
		return value == null || value.toString().isEmpty() ? "" : value.toString();
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;");
	}
}
