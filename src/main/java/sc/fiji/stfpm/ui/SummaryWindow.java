package sc.fiji.stfpm.ui;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Desktop;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.DefaultListCellRenderer;
import javax.swing.ImageIcon;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GUI;
import sc.fiji.stfpm.OneLine;
import sc.fiji.stfpm.Reasons;

/** What a folder run came to, for the person who started it. */
public final class SummaryWindow {
	private static final int GAP = 10, WIDTH = 760, HEIGHT = 560, CELL_WIDTH = 174, CELL_HEIGHT = 184, SKIPPED_HEIGHT = 90;
	private static final String OPEN = "open";

	private final FolderSummary summary;
	private final Path results;
	private final JFrame frame = new JFrame("Summary");
	private final JLabel message = new JLabel(" ");

	private SummaryWindow(FolderSummary summary, Path results) {
		this.summary = summary;
		this.results = results;
	}

	/**
	 * Opens it; from any thread.
	 *
	 * @param results folder of the run
	 * @param advice what else the user should know, such as how a run that was stopped is gone on with; may be empty
	 */
	public static void show(FolderSummary summary, Path results, String advice) {
		EventQueue.invokeLater(() -> new SummaryWindow(summary, results).open(advice));
	}

	private void open(String advice) {
		JPanel content = new JPanel(new BorderLayout(GAP, GAP));
		content.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
		content.add(head(advice), BorderLayout.NORTH);
		content.add(center(), BorderLayout.CENTER);
		content.add(buttons(), BorderLayout.SOUTH);
		content.registerKeyboardAction(event -> frame.dispose(), KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
			JComponent.WHEN_IN_FOCUSED_WINDOW);
		frame.setContentPane(content);
		frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
		Rectangle screen = GUI.getMaxWindowBounds(IJ.getInstance());
		frame.setSize(Math.min(WIDTH, screen.width), Math.min(HEIGHT, screen.height));
		frame.setLocation(screen.x + (screen.width - frame.getWidth()) / 2, screen.y + (screen.height - frame.getHeight()) / 3);
		frame.setVisible(true);
	}

	private JPanel head(String advice) {
		JPanel head = new JPanel();
		head.setLayout(new BoxLayout(head, BoxLayout.Y_AXIS));
		JLabel counts = new JLabel(summary.counts());
		counts.setFont(counts.getFont().deriveFont(Font.BOLD, 1.3f * counts.getFont().getSize()));
		head.add(counts);
		if (!advice.isEmpty()) head.add(new JLabel(advice));
		JudgedWith made = summary.made();
		head.add(new JLabel(String.format(Locale.ROOT, "Threshold %.4g; model %s, on %s", made.model().calibration().threshold(), made
			.file(), made.device())));
		head.add(new JLabel("Results in " + results));
		return head;
	}

	private JComponent center() {
		if (summary.skipped().isEmpty()) return worst();
		String[][] rows = summary.skipped().entrySet().stream().map(SummaryWindow::row).toArray(String[][]::new);
		JTable table = new JTable(rows, new String[] { "Skipped", "Reason" }) {
			private static final long serialVersionUID = 1L;

			@Override
			public String getToolTipText(MouseEvent event) {
				int row = rowAtPoint(event.getPoint());
				return row < 0 ? null : rows[row][1];
			}
		};
		table.setDefaultEditor(Object.class, null);
		table.getColumnModel().getColumn(0).setPreferredWidth(WIDTH / 4);
		table.getColumnModel().getColumn(1).setPreferredWidth(3 * WIDTH / 4);
		JScrollPane skipped = new JScrollPane(table);
		skipped.setPreferredSize(new Dimension(WIDTH, SKIPPED_HEIGHT));
		JPanel both = new JPanel(new BorderLayout(GAP, GAP));
		both.add(worst(), BorderLayout.CENTER);
		both.add(skipped, BorderLayout.SOUTH);
		return both;
	}

	private static String[] row(Map.Entry<String, String> skipped) {
		return new String[] { OneLine.of(skipped.getKey()), OneLine.of(skipped.getValue()) };
	}

	private JComponent worst() {
		JList<FolderSummary.Worst> list = new JList<>(summary.worst().toArray(FolderSummary.Worst[]::new));
		list.setLayoutOrientation(JList.HORIZONTAL_WRAP);
		list.setVisibleRowCount(-1);
		list.setFixedCellWidth(CELL_WIDTH);
		list.setFixedCellHeight(CELL_HEIGHT);
		list.setCellRenderer(new Cell());
		list.addMouseListener(new MouseAdapter() {
			@Override
			public void mouseClicked(MouseEvent event) {
				if (event.getClickCount() == 2 && list.getSelectedValue() != null) show(list.getSelectedValue());
			}
		});
		list.getInputMap().put(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0), OPEN);
		list.getActionMap().put(OPEN, new AbstractAction() {
			private static final long serialVersionUID = 1L;

			@Override
			public void actionPerformed(ActionEvent event) {
				if (list.getSelectedValue() != null) show(list.getSelectedValue());
			}
		});
		JPanel panel = new JPanel(new BorderLayout(0, GAP / 2));
		panel.add(new JLabel("The highest scores; double click opens the image with what was found"), BorderLayout.NORTH);
		panel.add(new JScrollPane(list), BorderLayout.CENTER);
		return panel;
	}

	/** The picture over the image's name, decision and score. */
	private static final class Cell extends DefaultListCellRenderer {
		private static final long serialVersionUID = 1L;

		@Override
		public Component getListCellRendererComponent(JList<?> list, Object value, int index, boolean selected, boolean focused) {
			super.getListCellRendererComponent(list, "", index, selected, focused);
			FolderSummary.Worst worst = (FolderSummary.Worst) value;
			String name = OneLine.of(worst.name().toString());
			setIcon(new ImageIcon(worst.picture()));
			setFont(getFont().deriveFont(Font.PLAIN));
			setText("<html><center>" + escaped(shortened(name, getFontMetrics(getFont()))) + "<br>" + worst.decision() + String.format(
				Locale.ROOT, ", %.4g", worst.score()));
			setToolTipText(name);
			setHorizontalAlignment(CENTER);
			setHorizontalTextPosition(CENTER);
			setVerticalTextPosition(SwingConstants.BOTTOM);
			return this;
		}

		/** The end tells images apart. */
		private static String shortened(String name, FontMetrics font) {
			String end = name;
			for (int start = 1; font.stringWidth(end) > CELL_WIDTH - 2 * GAP && start < name.length(); start++)
				end = "..." + name.substring(start);
			return end;
		}

		private static String escaped(String text) {
			return text.replace("&", "&amp;").replace("<", "&lt;");
		}
	}

	private JPanel buttons() {
		JPanel buttons = new JPanel();
		buttons.setLayout(new BoxLayout(buttons, BoxLayout.X_AXIS));
		message.setMinimumSize(new Dimension(0, 0));
		buttons.add(message);
		buttons.add(Box.createHorizontalGlue());
		for (String name : new String[] { "Open results folder", "Open report" }) {
			JButton button = new JButton(name);
			Path target = name.endsWith("folder") ? results : ResultFolder.page(results);
			if (!Files.exists(target)) continue;
			button.addActionListener(event -> inBackground(() -> Desktop.getDesktop().open(target.toFile())));
			button.setEnabled(Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.OPEN));
			button.setToolTipText(target.toString());
			buttons.add(button);
			buttons.add(Box.createHorizontalStrut(GAP));
		}
		JButton close = new JButton("Close");
		close.addActionListener(event -> frame.dispose());
		buttons.add(close);
		return buttons;
	}

	private void show(FolderSummary.Worst worst) {
		inBackground(() -> {
			ImagePlus image = JudgedImage.open(worst.name(), worst.file(), results, summary.made());
			image.show();
		});
	}

	private interface Action {
		void run() throws IOException;
	}

	/** What fails is said in the window. */
	private void inBackground(Action action) {
		new Thread(() -> {
			String said;
			try {
				action.run();
				said = " ";
			}
			catch (IOException | RuntimeException e) {
				said = Reasons.of(e);
			}
			String text = said;
			EventQueue.invokeLater(() -> message.setText(text));
		}, "summary").start();
	}
}
