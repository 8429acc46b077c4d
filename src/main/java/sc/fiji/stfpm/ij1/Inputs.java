package sc.fiji.stfpm.ij1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.scijava.ItemVisibility;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

import ij.ImagePlus;
import sc.fiji.stfpm.commands.AnomalyCommand;
import sc.fiji.stfpm.commands.InputProblem;

/** The inputs of a command that its user decides on. Services and the like are left to SciJava. */
final class Inputs {
	private final Module module;
	private final List<ModuleItem<?>> shown = new ArrayList<>();
	private final List<ModuleItem<?>> asked = new ArrayList<>();
	private final List<ModuleItem<?>> images = new ArrayList<>();

	Inputs(Module module) {
		this.module = module;
		for (ModuleItem<?> item : module.getInfo().inputs()) {
			if (isImage(item)) images.add(item);
			if (isImage(item) || item.getVisibility() != ItemVisibility.INVISIBLE && InputText.isWritable(item.getType())) shown.add(item);
		}
		shown.stream().filter(item -> !isMessage(item) && !isImage(item)).forEach(asked::add);
	}

	/** What the command is for; may be empty. */
	String description() {
		String text = module.getInfo().getDescription();
		return text == null ? "" : text;
	}

	/** The key in macro options. */
	static String key(ModuleItem<?> item) {
		return item.getName().toLowerCase(Locale.ROOT);
	}

	/** Whether this is a text for the user. */
	static boolean isMessage(ModuleItem<?> item) {
		return item.getVisibility() == ItemVisibility.MESSAGE;
	}

	/** Whether this is an open image. */
	static boolean isImage(ModuleItem<?> item) {
		return item.getType() == ImagePlus.class;
	}

	/** Messages, images and inputs to ask for, in the command's order. */
	List<ModuleItem<?>> shown() {
		return shown;
	}

	/** Whether there is anything to ask for. */
	boolean isAsking() {
		return !asked.isEmpty();
	}

	/** An input's value as text; of an image its title. */
	String text(ModuleItem<?> item) {
		if (!isImage(item)) return InputText.format(item.getValue(module));
		if (!(item.getValue(module) instanceof ImagePlus image)) return "none is open";
		int planes = image.getNSlices() * image.getNFrames();
		return image.getTitle() + (planes == 1 ? "" : " (" + planes + " planes)");
	}

	/** The text of what the command's field starts with. */
	static String standard(ModuleItem<?> item) {
		return InputText.format(item.getDefaultValue());
	}

	/** The command, where it is one of this plugin's. */
	Optional<AnomalyCommand> command() {
		return module.getDelegateObject() instanceof AnomalyCommand command ? Optional.of(command) : Optional.empty();
	}

	/**
	 * Tells the command that a user has changed inputs; it may then change others.
	 *
	 * @param changed texts by key; those that are not allowed are left out
	 * @return the texts of all inputs before the command changed any
	 */
	Map<String, String> follow(Map<String, String> changed) {
		List<ModuleItem<?>> items = asked.stream().filter(item -> changed.containsKey(key(item))).toList();
		take(changed);
		Map<String, String> before = texts();
		for (ModuleItem<?> item : items)
			try {
				item.callback(module);
			}
			catch (MethodCallException e) {
				throw new IllegalStateException(e);
			}
		return before;
	}

	/** Sets inputs without telling the command. */
	void take(Map<String, String> texts) {
		for (ModuleItem<?> item : asked)
			if (texts.containsKey(key(item))) try {
				module.setInput(item.getName(), InputText.parse(item, texts.get(key(item))));
			}
			catch (InputProblem e) {
				// Said when the dialog is confirmed.
			}
	}

	/**
	 * Whether the command takes the inputs as they are.
	 *
	 * @throws InputProblem naming the first that it does not
	 * @throws IOException and other exceptions of the core where it is not known which
	 */
	void check() throws IOException {
		if (command().isEmpty()) return;
		command().get().check();
		command().get().checkFiles();
	}

	/** The texts of all inputs that are asked for, by key. */
	Map<String, String> texts() {
		Map<String, String> texts = new LinkedHashMap<>();
		asked.forEach(item -> texts.put(key(item), text(item)));
		return texts;
	}

	/**
	 * Takes images and values by key. Without a key, images are the active image and other inputs keep their value. Nothing
	 * that is asked for stays open.
	 *
	 * @throws IllegalArgumentException for an unknown key or a value that is not allowed
	 * @throws IllegalStateException where an image is needed and none is open
	 */
	void set(Map<String, String> texts) {
		checkKeys(texts);
		for (ModuleItem<?> item : asked) {
			String text = texts.get(key(item));
			if (text != null) module.setInput(item.getName(), InputText.parse(item, text));
		}
		for (ModuleItem<?> item : images)
			setImage(item, texts.get(key(item)));
		shown.forEach(item -> module.resolveInput(item.getName()));
	}

	/** Sets all that is asked for to what the command's fields start with, whatever was remembered. */
	void setDefaults() {
		asked.forEach(item -> module.setInput(item.getName(), item.getDefaultValue()));
	}

	private void setImage(ModuleItem<?> item, String name) {
		ImagePlus image = name == null ? OpenImages.active(item.isRequired()) : OpenImages.named(key(item), name);
		module.setInput(item.getName(), image);
		module.resolveInput(item.getName());
	}

	private void checkKeys(Map<String, String> texts) {
		List<String> known = new ArrayList<>();
		images.forEach(item -> known.add(key(item)));
		asked.forEach(item -> known.add(key(item)));
		for (String key : texts.keySet())
			if (!known.contains(key)) throw new IllegalArgumentException("'" + key + "' is not known; "
				+ (known.isEmpty() ? "there are no options" : "options are: " + String.join(", ", known))
				+ ". A value with spaces needs [brackets]");
	}
}
