namespace Entrepot.Platform.Backup;

/// <summary>A backup cannot be made, read or restored: says to an operator what is wrong and what to do.</summary>
public sealed class BackupException(string message, Exception? cause = null) : Exception(message, cause);
