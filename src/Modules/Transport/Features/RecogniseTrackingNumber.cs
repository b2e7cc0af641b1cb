using Entrepot.Transport.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Transport.Features;

/// <summary>Whose a tracking number may be: for numbers that a seller types in, and for returns.</summary>
internal static class RecogniseTrackingNumber
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/tracking-numbers/{number}", (string number) =>
                TypedResults.Ok(new TrackingNumberAnswer(number, [.. TrackingNumbers.Recognise(number).Select(format => new TrackingFormatAnswer(format.Courier, format.Name))])))
            .RequireAuthorization("transport.view").DisableAntiforgery().WithSummary("Couriers whose format and check digit a tracking number fits");
}

internal sealed record TrackingNumberAnswer(string Number, IReadOnlyList<TrackingFormatAnswer> Formats);

internal sealed record TrackingFormatAnswer(string Courier, string Format);
