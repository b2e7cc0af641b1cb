using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Transport.Tracking;

/// <summary>How long we go on asking (<c>Rules/tracking.json</c>).</summary>
/// <param name="SilentDays">After so many days without a scan a person must look, and we stop asking.</param>
/// <param name="PollMinutes">Pause between questions where the carrier's account sets none.</param>
internal sealed record TrackingPolicy(string Source, DateOnly ValidFrom, int SilentDays, int PollMinutes)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static TrackingPolicy Current { get; } = Read();

    private static TrackingPolicy Read()
    {
        using var stream = RuleFile.Open(typeof(TrackingPolicy).Assembly, "tracking.json");
        return JsonSerializer.Deserialize<TrackingPolicy>(stream, Json)!;
    }
}
