using Entrepot.Kernel;

namespace Entrepot.Platform.Work;

/// <summary>
/// Turns of one piece of work each, company by company. A company that floods the queue takes every other turn and no
/// more; and while several have work, a turn is short, so that nobody waits long for the next one.
/// </summary>
public sealed class Rounds
{
    /// <summary>Items in a turn while companies share: some hundredths of a second.</summary>
    public const int SharedMax = 64;

    /// <summary>Until a whole round has shown that one company is alone.</summary>
    private bool isShared = true;

    /// <param name="turn">Gives one company its turn, told whether it shares; answers how much it did.</param>
    /// <returns>How much all did; zero means that nobody has work.</returns>
    public async Task<int> RunAsync(IReadOnlyList<TenantId> companies, Func<TenantId, bool, Task<int>> turn, CancellationToken stop)
    {
        var (all, busy) = (0, 0);
        foreach (var company in companies)
        {
            if (stop.IsCancellationRequested) break;
            var done = await turn(company, isShared);
            all += done;
            if (done > 0) busy++;
        }

        isShared = busy != 1;
        return all;
    }
}
