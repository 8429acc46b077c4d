package sc.fiji.stfpm.ij1;

import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.Dialog;
import java.awt.FlowLayout;
import java.awt.Panel;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;

import ij.gui.GUI;
import ij.gui.MultiLineLabel;

/** A question above a dialog, with two answers. Escape and closing are no. */
final class Question extends Dialog {
	private static final long serialVersionUID = 1L;
	private static final int MARGIN = 12;

	private boolean agreed;

	private Question(Dialog owner, String title, String text, String yes) {
		super(owner, title, true);
		setLayout(new BorderLayout(MARGIN, MARGIN));
		Panel message = new Panel(new FlowLayout(FlowLayout.LEFT, MARGIN, MARGIN)), buttons = new Panel(new FlowLayout(FlowLayout.RIGHT));
		message.add(new MultiLineLabel(text + "\n"));
		buttons.add(button("Cancel", false));
		buttons.add(button(yes, true));
		add(message, BorderLayout.CENTER);
		add(buttons, BorderLayout.SOUTH);
		addWindowListener(new WindowAdapter() {
			@Override
			public void windowClosing(WindowEvent event) {
				dispose();
			}
		});
		GUI.scale(this);
		pack();
		setLocationRelativeTo(owner);
	}

	/** Asks and waits; for the thread of ImageJ's events. */
	static boolean ask(Dialog owner, String title, String text, String yes) {
		Question question = new Question(owner, title, text, yes);
		question.setVisible(true);
		return question.agreed;
	}

	private Button button(String label, boolean agrees) {
		Button button = new Button(label);
		button.addActionListener(event -> answer(agrees));
		button.addKeyListener(new KeyAdapter() {
			@Override
			public void keyPressed(KeyEvent event) {
				if (event.getKeyCode() == KeyEvent.VK_ENTER) answer(agrees);
				if (event.getKeyCode() == KeyEvent.VK_ESCAPE) answer(false);
			}
		});
		return button;
	}

	private void answer(boolean agrees) {
		agreed = agrees;
		dispose();
	}
}
