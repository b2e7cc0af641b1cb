using System.Net.Sockets;
using Entrepot.Printing.Domain;

namespace Entrepot.Printing.Printers;

/// <summary>Bytes to a printer's TCP port. The only answer is that it took them.</summary>
internal static class RawPrinter
{
    /// <summary>In the house's own network; a printer that is on answers at once.</summary>
    private static readonly TimeSpan ConnectMax = TimeSpan.FromSeconds(5);

    /// <exception cref="SocketException">Nothing listens there, or it cannot be reached: nothing was sent.</exception>
    /// <exception cref="TimeoutException">The same.</exception>
    public static async Task<Socket> ConnectAsync(string address, CancellationToken ct)
    {
        var (host, port) = PrinterAddress.Raw(address);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(ConnectMax);
            await socket.ConnectAsync(host, port, patience.Token);
            return socket;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException($"The printer did not answer within {ConnectMax.TotalSeconds:0} seconds.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends all of it and waits until the printer closes too, or keeps still: then it has taken everything.</summary>
    public static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> document, CancellationToken ct)
    {
        while (document.Length > 0) document = document[await socket.SendAsync(document, ct)..];
        socket.Shutdown(SocketShutdown.Send);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            var answer = new byte[256];
            while (await socket.ReceiveAsync(answer, patience.Token) > 0) { }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Some printers keep the connection open until the paper is out.
        }
    }
}
