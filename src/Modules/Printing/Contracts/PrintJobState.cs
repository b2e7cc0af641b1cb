namespace Entrepot.Printing.Contracts;

/// <summary>
/// Waiting: nothing has reached a printer, as far as is known. Sent: the printer has it and is asked how it goes. Unsure: it may
/// have been printed and the printer cannot say; a person looks at the tray.
/// </summary>
public enum PrintJobState { Waiting, Sent, Printed, Unsure, Failed, Cancelled }
