using Entrepot.Kernel;

namespace Entrepot.Platform.Http;

internal static class IdempotencyProblems
{
    public static Problem BadKey(int max) => Problem.Invalid("idempotency.bad_key", $"The header Idempotency-Key needs 1 to {max} printable ASCII characters, once. Use a UUID.", Idempotency.Header);
    public static Problem KeyReused(string key) => Problem.Invalid("idempotency.key_reused", $"The Idempotency-Key '{key}' was used for another request. Use a new key for each request.", Idempotency.Header);
    public static Problem StillUnderWay(string key) => Problem.Conflict("idempotency.under_way", $"The request with the Idempotency-Key '{key}' is still being worked on. Ask again in a second.");
    public static Problem InDoubt(string key) => Problem.Conflict("idempotency.in_doubt", $"The request with the Idempotency-Key '{key}' was carried out, wholly or in part, but its answer was lost. Look at what it changed, and send what is missing with a new key.");
}
