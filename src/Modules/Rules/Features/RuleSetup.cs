using Entrepot.Kernel;
using Entrepot.Rules.Contracts;

namespace Entrepot.Rules.Features;

internal sealed class RuleSetup(EditRules edit) : IRuleSetup
{
    public async Task<Result> PublishDefaultsAsync(CancellationToken ct)
    {
        using var file = new StreamReader(RuleFile.Open(typeof(RuleSetup).Assembly, "default-rules.json"));
        return await edit.PublishFirstAsync(await file.ReadToEndAsync(ct), "The rules that come with the product.", ct);
    }
}
