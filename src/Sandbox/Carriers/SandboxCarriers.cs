using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Sandbox.Carriers;

/// <summary>
/// Carriers that exist only on this machine. They speak the wire formats of the real ones, written from their
/// specifications and not from our adapters, so that a misunderstanding shows. They keep shipments in a file of their own,
/// give numbers with right check digits and deliver in seconds.
/// </summary>
public static class SandboxCarriers
{
    /// <summary>Base paths under <see cref="SandboxCarrierOptions.Prefix"/>: what a carrier account's base URL ends with.</summary>
    public const string UpsPath = "/ups", DhlExpressPath = "/mydhlapi", DhlParcelDePath = "/dhl";

    /// <param name="clock">Time passes for the parcels as it does here.</param>
    public static void Map(IEndpointRouteBuilder routes, TimeProvider clock, SandboxCarrierOptions options)
    {
        var group = routes.MapGroup(options.Prefix).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription(); // They check credentials themselves, as the real ones do.
        new UpsPeer(clock, options).Map(group.MapGroup(UpsPath));
        new DhlExpressPeer(clock, options).Map(group.MapGroup(DhlExpressPath));
        new DhlParcelDePeer(clock, options).Map(group.MapGroup(DhlParcelDePath));
    }
}

/// <summary>What the sandbox expects and how fast it lives.</summary>
public sealed record SandboxCarrierOptions
{
    public string Prefix { get; init; } = "/sandbox/carriers";

    /// <summary>From collection to delivery.</summary>
    public TimeSpan DeliverIn { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Parts per million of shipments that meet nobody at home once.</summary>
    public int TroublePpm { get; init; } = 30_000;

    /// <summary>Client id or user name that all carriers accept.</summary>
    public string User { get; init; } = "sandbox";

    /// <summary>Secret or password that all carriers accept.</summary>
    public string Password { get; init; } = "sandbox";

    /// <summary>Where the carriers keep their shipments; null to forget them with the process.</summary>
    public string? ShipmentFile { get; init; }

    /// <summary>Answers to so many bookings, the first ones, get lost on their way: booked, and the line goes dead.</summary>
    public int LostBookingAnswers { get; init; }

    /// <summary>Whether a label that was given is given again where the real carrier does so.</summary>
    public bool GivesLabelsAgain { get; init; } = true;

    /// <summary>A city that no carrier delivers to: a booking for it is refused.</summary>
    public string RefusedCity { get; init; } = "Atlantis";
}

/// <summary>Cuts the line after a booking as often as the options say.</summary>
internal sealed class LostAnswers(SandboxCarrierOptions options) : IEndpointFilter
{
    private int left = options.LostBookingAnswers;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        if (Interlocked.Decrement(ref left) < 0) return answer;
        context.HttpContext.Abort();
        return Results.Empty;
    }
}

/// <summary>The credentials of a request, as HTTP Basic.</summary>
internal static class BasicCredentials
{
    public static bool AreRight(HttpRequest request, SandboxCarrierOptions options) =>
        request.Headers.Authorization.ToString() == "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{options.User}:{options.Password}"));
}

/// <summary>The customs territory of the EU as the sandbox's carriers know it: no customs lies within.</summary>
internal static class SandboxBorders
{
    private static readonly HashSet<string> Eu = [.. "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".Split(' ')];

    public static bool IsCrossed(string from, string to) => from != to && !(Eu.Contains(from) && Eu.Contains(to));
}
