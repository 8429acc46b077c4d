package sc.fiji.stfpm.ij1;

import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.TextField;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.scijava.module.ModuleItem;

import ij.IJ;

/** One input's row in a dialog, and the line below that says what is wrong with it. */
final class InputField {
	private final ModuleItem<?> item;
	private final List<Component> row;
	private final Component editor;
	private final Supplier<String> text;
	private final Consumer<String> setText;
	private final ProblemLine problem;

	/**
	 * @param row all that stands in it
	 * @param editor what of it takes the input
	 */
	InputField(ModuleItem<?> item, List<Component> row, Component editor, Supplier<String> text, Consumer<String> setText,
		ProblemLine problem)
	{
		this.item = item;
		this.row = row;
		this.editor = editor;
		this.text = text;
		this.setText = setText;
		this.problem = problem;
	}

	ModuleItem<?> item() {
		return item;
	}

	/** What it holds now. */
	String text() {
		return text.get();
	}

	void show(String value) {
		setText.accept(value);
	}

	/** @param what empty for nothing */
	void problem(String what) {
		problem.show(what);
	}

	boolean hasProblem() {
		return problem.isShown();
	}

	void focus() {
		editor.requestFocusInWindow();
	}

	void setVisible(boolean visible) {
		row.forEach(component -> component.setVisible(visible));
		problem.setHidden(!visible);
	}

	void setEnabled(boolean enabled) {
		row.forEach(component -> setEnabled(component, enabled));
	}

	private static void setEnabled(Component component, boolean enabled) {
		if (component.isEnabled() != enabled) component.setEnabled(enabled);
		// ImageJ makes fields white there, which then look as if they took input.
		if (component instanceof TextField field && field.isEditable() && IJ.isLinux()) field.setBackground(enabled ? Color.WHITE
			: field.getParent().getBackground());
		if (component instanceof Container container) for (Component inner : container.getComponents())
			setEnabled(inner, enabled);
	}
}
