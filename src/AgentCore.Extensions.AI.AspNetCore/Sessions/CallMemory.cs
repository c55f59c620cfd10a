using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AgentCore.Extensions.AI.AspNetCore.Sessions;

/// <summary>Remembers for a while, within bounded memory, which calls have reached an agent: a resent one would run it again.</summary>
internal sealed class CallMemory(TimeProvider clock, TimeSpan window, int capacity)
{
    private readonly object _lock = new();
    private readonly Dictionary<UInt128, long> _calls = [];
    private readonly Queue<(UInt128 Call, long Time)> _order = new();

    /// <summary>Names a call: the same tenant and the same bytes are the same call.</summary>
    public static UInt128 Identify(string tenant, ReadOnlySpan<byte> body)
    {
        // The body's own hash first: whatever the tenant's name, the two can't run into each other.
        byte[] name = Encoding.UTF8.GetBytes(tenant);
        byte[] parts = new byte[SHA256.HashSizeInBytes + name.Length];
        SHA256.HashData(body, parts);
        name.CopyTo(parts, SHA256.HashSizeInBytes);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(parts, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    /// <summary>Notes that a call goes to the agent.</summary>
    /// <returns>What was noted, or <see langword="null"/> for a resent call that has gone before.</returns>
    public Note? TryBegin(UInt128 call, bool isResent)
    {
        long now = clock.GetTimestamp();
        lock (_lock)
        {
            while (_order.TryPeek(out (UInt128 Call, long Time) oldest) && clock.GetElapsedTime(oldest.Time, now) > window)
            {
                DropOldest();
            }

            bool isKnown = _calls.ContainsKey(call);
            if (isResent && isKnown)
            {
                return null;
            }

            if (_order.Count >= capacity)
            {
                DropOldest();
            }

            _calls[call] = now;
            _order.Enqueue((call, now));
            return new Note(call, now, isKnown);
        }
    }

    /// <summary>Forgets a call that turned out not to have reached the agent, unless another like it may have.</summary>
    public void Forget(Note note)
    {
        lock (_lock)
        {
            if (!note.WasKnown && _calls.TryGetValue(note.Call, out long time) && time == note.Time)
            {
                _calls.Remove(note.Call);
            }
        }
    }

    private void DropOldest()
    {
        (UInt128 call, long time) = _order.Dequeue();

        // The same call may have been made again since.
        if (_calls.TryGetValue(call, out long last) && last == time)
        {
            _calls.Remove(call);
        }
    }

    /// <summary>A call that was noted.</summary>
    internal sealed record Note(UInt128 Call, long Time, bool WasKnown);
}
