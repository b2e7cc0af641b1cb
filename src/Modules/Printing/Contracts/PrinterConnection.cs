namespace Entrepot.Printing.Contracts;

/// <summary>How a printer is spoken to.</summary>
public enum PrinterConnection
{
    /// <summary>Bytes on a TCP port, 9100 as a rule (AppSocket, JetDirect). The printer tells nothing back.</summary>
    Raw,

    /// <summary>The Internet Printing Protocol (RFC 8010, RFC 8011): tells its state and what becomes of a job.</summary>
    Ipp,
}
