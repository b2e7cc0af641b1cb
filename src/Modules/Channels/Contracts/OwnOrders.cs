using System.Text.Json;
using Entrepot.Channels.Connectors.Own;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;

namespace Entrepot.Channels.Contracts;

/// <summary>Orders in the product's own JSON, outside a channel.</summary>
public static class OwnOrders
{
    /// <summary>Reads one order as <c>POST /api/v1/orders</c> does.</summary>
    /// <returns>Refused with the reader's problem, which names the place.</returns>
    public static Result<IncomingOrder> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new OwnOrderReader().Read(document.RootElement);
        }
        catch (JsonException fault)
        {
            return ChannelsProblems.NotJson(fault.Message);
        }
    }
}
