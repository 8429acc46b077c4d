package sc.fiji.stfpm.ij1;

import java.awt.Button;
import java.awt.Component;
import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.util.function.BooleanSupplier;

import ij.gui.GUI;
import ij.gui.GenericDialog;

/** ImageJ's dialog, which stays open for as long as what was typed is not accepted. */
final class CheckedDialog extends GenericDialog {
	private static final long serialVersionUID = 1L;

	private transient BooleanSupplier check = () -> true;

	CheckedDialog(String title) {
		super(title);
	}

	/** @param accepts whether the dialog may close with OK; called for ImageJ's events */
	void acceptIf(BooleanSupplier accepts) {
		check = accepts;
	}

	@Override
	public void actionPerformed(ActionEvent event) {
		if (event.getSource() != ok() || check.getAsBoolean()) super.actionPerformed(event);
	}

	/** Enter is OK, but on another button that button. */
	@Override
	public void keyPressed(KeyEvent event) {
		if (event.getKeyCode() != KeyEvent.VK_ENTER) super.keyPressed(event);
		else if (event.getComponent() instanceof Button button && button != ok()) button.dispatchEvent(new ActionEvent(button,
			ActionEvent.ACTION_PERFORMED, button.getActionCommand()));
		else if (check.getAsBoolean()) super.keyPressed(event);
	}

	private Component ok() {
		return getButtons()[0];
	}

	/** Takes the size that its parts now need, and stays on the screen. Without effect before it is shown. */
	void fit() {
		if (!isShowing()) return;
		pack();
		Rectangle screen = GUI.getMaxWindowBounds(this);
		setLocation(Math.max(screen.x, Math.min(getX(), screen.x + screen.width - getWidth())), Math.max(screen.y, Math.min(getY(),
			screen.y + screen.height - getHeight())));
	}
}
