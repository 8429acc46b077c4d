package sc.fiji.stfpm.ij1;

import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.FlowLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Panel;
import java.awt.TextField;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.scijava.module.ModuleItem;
import org.scijava.util.Types;

import ij.gui.GenericDialog;
import sc.fiji.stfpm.commands.AnomalyCommand;

/** Puts inputs into ImageJ's dialog, a row each. Fields are read from their components, as {@code getNext...} would record them. */
final class InputRows {
	private static final int COLUMNS = 35;
	private static final int PROBLEM_COLUMNS = 48;

	private final GenericDialog dialog;
	private int first;

	InputRows(GenericDialog dialog) {
		this.dialog = dialog;
	}

	/** A row for an input with a text that it begins with. */
	InputField add(ModuleItem<?> item, String text) {
		first = dialog.getComponentCount();
		Class<?> type = Types.box(item.getType());
		if (type == Boolean.class) return addCheckbox(item, text);
		if (type == File.class) return addFile(item, text);
		if (Number.class.isAssignableFrom(type)) return addNumber(item, text);
		if (item.get(AnomalyCommand.OFFER) != null) return addOffered(item, text);
		if (item.getChoices() != null) return addChoice(item, text);
		dialog.addStringField(label(item), text, COLUMNS);
		return text(item, (TextField) dialog.getStringFields().lastElement());
	}

	/** A row that says which image is meant. */
	InputField addImage(ModuleItem<?> item, String title) {
		first = dialog.getComponentCount();
		dialog.addStringField(label(item), title, COLUMNS);
		TextField field = (TextField) dialog.getStringFields().lastElement();
		field.setEditable(false);
		field.setFocusable(false);
		field.setBackground(dialog.getBackground());
		return text(item, field);
	}

	private InputField addCheckbox(ModuleItem<?> item, String text) {
		dialog.addCheckbox(label(item), Boolean.parseBoolean(text));
		Checkbox box = (Checkbox) dialog.getCheckboxes().lastElement();
		return field(item, box, () -> Boolean.toString(box.getState()), value -> box.setState(Boolean.parseBoolean(value)));
	}

	private InputField addFile(ModuleItem<?> item, String text) {
		String style = item.getWidgetStyle() == null ? "" : item.getWidgetStyle();
		if (style.contains("directory")) dialog.addDirectoryField(label(item), text, COLUMNS);
		else dialog.addFileField(label(item), text, COLUMNS);
		if (style.contains("save")) SaveButton.replaceOpenButton(dialog, label(item));
		Container panel = (Container) dialog.getComponent(dialog.getComponentCount() - 1);
		for (Component part : panel.getComponents())
			if (part instanceof Button button) button.addKeyListener(dialog);
		return text(item, (TextField) dialog.getStringFields().lastElement());
	}

	/** The field shows the number with all its digits, not rounded to some. */
	private InputField addNumber(ModuleItem<?> item, String text) {
		dialog.addNumericField(label(item), Double.NaN, 0, Math.max(8, text.length()), null);
		TextField field = (TextField) dialog.getNumericFields().lastElement();
		field.setText(text);
		return text(item, field);
	}

	private InputField addChoice(ModuleItem<?> item, String text) {
		dialog.addChoice(label(item), item.getChoices().stream().map(Object::toString).toArray(String[]::new), text);
		Choice choice = (Choice) dialog.getChoices().lastElement();
		return field(item, choice, choice::getSelectedItem, choice::select);
	}

	private InputField addOffered(ModuleItem<?> item, String text) {
		String offer = item.get(AnomalyCommand.OFFER);
		dialog.addChoice(label(item), OfferedChoice.of(offer).toArray(String[]::new), null);
		Choice choice = (Choice) dialog.getChoices().lastElement();
		OfferedChoice offered = new OfferedChoice(choice, offer, text);
		offered.addDevicesWhenShown();
		return field(item, choice, offered::text, offered::show);
	}

	private InputField text(ModuleItem<?> item, TextField field) {
		return field(item, field, field::getText, field::setText);
	}

	private InputField field(ModuleItem<?> item, Component editor, Supplier<String> text, Consumer<String> setText) {
		List<Component> row = Arrays.asList(dialog.getComponents()).subList(first, dialog.getComponentCount());
		return new InputField(item, List.copyOf(row), editor, text, setText, addProblem(editor instanceof Checkbox ? 0 : 1));
	}

	/** A line for what is wrong, below all that is there by now. */
	ProblemLine addProblem(int column) {
		ProblemLine problem = new ProblemLine(PROBLEM_COLUMNS);
		Panel panel = addPanel(problem, new Insets(0, column == 0 ? 20 : 0, 4, 0));
		GridBagLayout layout = (GridBagLayout) dialog.getLayout();
		GridBagConstraints place = layout.getConstraints(panel);
		place.gridx = column;
		place.gridwidth = 2 - column;
		layout.setConstraints(panel, place);
		return problem;
	}

	/** Adds what is no field, in a line of its own. */
	Panel addPanel(Component component, Insets insets) {
		Panel panel = new Panel(new FlowLayout(FlowLayout.LEFT, 0, 0));
		panel.add(component);
		dialog.addPanel(panel, GridBagConstraints.WEST, insets);
		return panel;
	}

	/** An input's name for the user. */
	static String label(ModuleItem<?> item) {
		return item.getLabel() == null || item.getLabel().isBlank() ? item.getName() : item.getLabel();
	}
}
