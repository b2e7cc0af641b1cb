using Entrepot.Kernel;
using Entrepot.Printing.Contracts;

namespace Entrepot.Printing.Domain;

/// <summary>Where a printer stands in the network: <c>192.168.1.40:9100</c>, or <c>ipp://printer.local/ipp/print</c>.</summary>
internal static class PrinterAddress
{
    public const int RawPort = 9100;
    public const int IppPort = 631;
    public const int LengthMax = 200;

    public static Result<string> Check(PrinterConnection connection, string text)
    {
        var isRight = connection == PrinterConnection.Raw
            ? !text.Contains('/') && Uri.TryCreate("tcp://" + text, UriKind.Absolute, out var raw) && raw.Host.Length > 0 && raw.UserInfo.Length == 0
            : Uri.TryCreate(text, UriKind.Absolute, out var ipp) && ipp.Scheme is "ipp" or "ipps" && ipp.Host.Length > 0 && ipp.UserInfo.Length == 0;
        return isRight ? text : PrintingProblems.BadAddress(connection, text);
    }

    public static (string Host, int Port) Raw(string address)
    {
        var uri = new Uri("tcp://" + address);
        return (uri.IdnHost, uri.Port > 0 ? uri.Port : RawPort);
    }

    /// <summary>IPP runs over HTTP on a port of its own.</summary>
    public static Uri Http(string address)
    {
        var uri = new Uri(address);
        var builder = new UriBuilder(uri) { Scheme = uri.Scheme == "ipps" ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, Port = uri.Port > 0 ? uri.Port : IppPort };
        return builder.Uri;
    }

    /// <summary>Names the printer to the work queue: one job at a time goes to each.</summary>
    public static string Destination(PrinterConnection connection, string address)
    {
        var (host, port) = connection == PrinterConnection.Raw ? Raw(address) : (Http(address).IdnHost, Http(address).Port);
        var name = FormattableString.Invariant($"printer {host}:{port}");
        return name.Length > DestinationMax ? name[..DestinationMax] : name;
    }

    /// <summary>The queue's column.</summary>
    private const int DestinationMax = 96;
}
