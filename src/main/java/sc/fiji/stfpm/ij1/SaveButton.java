package sc.fiji.stfpm.ij1;

import java.awt.Button;
import java.awt.Container;
import java.awt.TextField;
import java.awt.event.ActionListener;
import java.io.File;

import ij.gui.GenericDialog;
import ij.io.SaveDialog;

/** The button beside a field for a file to be written, which ImageJ's dialogs lack. */
final class SaveButton {
	private SaveButton() {}

	/** Makes the browse button of the file field added last ask where to save. */
	static void replaceOpenButton(GenericDialog dialog, String label) {
		Container field = (Container) dialog.getComponent(dialog.getComponentCount() - 1);
		TextField text = (TextField) field.getComponent(0);
		Button button = (Button) field.getComponent(1);
		for (ActionListener listener : button.getActionListeners())
			button.removeActionListener(listener);
		button.addActionListener(event -> browse(text, label));
	}

	private static void browse(TextField text, String label) {
		File file = new File(text.getText().trim());
		SaveDialog save = new SaveDialog(label, file.getParent(), file.getName(), null);
		if (save.getFileName() != null) text.setText(new File(save.getDirectory(), save.getFileName()).getPath());
	}
}
