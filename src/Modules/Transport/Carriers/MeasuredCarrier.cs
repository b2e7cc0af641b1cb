using System.Diagnostics;
using Entrepot.Kernel;
using Entrepot.Platform.Watching;

namespace Entrepot.Transport.Carriers;

/// <summary>A carrier whose calls are counted, timed and traced: by carrier, call and outcome, without a word of what was sent.</summary>
internal sealed class MeasuredCarrier(ICarrier carrier, Signals signals) : ICarrier
{
    public string Code => carrier.Code;

    public string Name => carrier.Name;

    public Task<Result<BookedConsignment>> BookAsync(CarrierAccount account, BookingRequest request, CancellationToken ct) =>
        MeasureAsync(account, "book", () => carrier.BookAsync(account, request, ct), answer => answer.IsOk);

    public Task<BookedConsignment?> FindAsync(CarrierAccount account, BookingRequest request, CancellationToken ct) =>
        MeasureAsync(account, "find", () => carrier.FindAsync(account, request, ct), _ => true);

    public Task<Result> VoidAsync(CarrierAccount account, string carrierReference, IReadOnlyList<string> trackingNumbers, CancellationToken ct) =>
        MeasureAsync(account, "void", () => carrier.VoidAsync(account, carrierReference, trackingNumbers, ct), answer => answer.IsOk);

    public Task<IReadOnlyList<TrackedParcel>> TrackAsync(CarrierAccount account, IReadOnlyList<string> trackingNumbers, CancellationToken ct) =>
        MeasureAsync(account, "track", () => carrier.TrackAsync(account, trackingNumbers, ct), _ => true);

    private async Task<TAnswer> MeasureAsync<TAnswer>(CarrierAccount account, string call, Func<Task<TAnswer>> ask, Func<TAnswer, bool> isOk)
    {
        using var span = Signals.Spans.StartActivity($"{Code} {call}", ActivityKind.Client);
        var started = Stopwatch.GetTimestamp();
        var outcome = "failed";
        try
        {
            var answer = await ask();
            outcome = isOk(answer) ? "ok" : "refused";
            return answer;
        }
        finally
        {
            signals.CarrierCalled(account.Tenant, Code, call, outcome, Stopwatch.GetElapsedTime(started));
            span?.SetTag(Signals.TenantLabel, account.Tenant.Value).SetTag("carrier", Code).SetTag("call", call).SetTag("outcome", outcome);
        }
    }
}
