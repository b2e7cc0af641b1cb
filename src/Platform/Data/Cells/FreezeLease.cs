using Entrepot.Kernel;
using Entrepot.Platform.Data.Moving;

namespace Entrepot.Platform.Data;

/// <summary>
/// Keeps a company that was frozen for its move frozen for as long as its mover lives: a large one takes longer than a
/// minute. Who fell silent has lost it when the lease ends, and its move begins again.
/// </summary>
internal sealed class FreezeLease : IAsyncDisposable
{
    /// <summary>How long a company stands still after its mover has died.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    /// <summary>Two may fail.</summary>
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(20);

    private readonly MoveEnd from;
    private readonly TenantId company;
    private readonly string token;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource held;
    private readonly Task beat;

    private FreezeLease(MoveEnd from, TenantId company, string token, TimeProvider clock, CancellationToken ct)
    {
        (this.from, this.company, this.token, this.clock) = (from, company, token, clock);
        held = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Held = held.Token;
        beat = BeatAsync();
    }

    /// <summary>Ends when somebody else has taken the company back.</summary>
    public CancellationToken Held { get; }
    public bool IsLost { get; private set; }

    public static FreezeLease Hold(MoveEnd from, TenantId company, string token, TimeProvider clock, CancellationToken ct) => new(from, company, token, clock, ct);

    public async ValueTask DisposeAsync()
    {
        await held.CancelAsync();
        await beat;
        held.Dispose();
    }

    private async Task BeatAsync()
    {
        while (true)
        {
            await Task.Delay(RenewEvery, clock, Held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Held.IsCancellationRequested) return;
            try
            {
                if (await RenewAsync()) continue;
                IsLost = true;
                await held.CancelAsync();
                return;
            }
            catch (Exception) when (Held.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // The database is away, for those who might take the company back too; the next beat tries again.
            }
        }
    }

    private async Task<bool> RenewAsync()
    {
        var renewed = false;
        var until = Timestamps.ToStored(clock.GetUtcNow().UtcDateTime + Length);
        await from.ChangeAsync(company, async db => renewed = (await db.QueryAsync(FenceSql.Renew, row => row.GetInt64(0), Held, company.Value, token, until)).Count > 0, Held);
        return renewed;
    }
}
