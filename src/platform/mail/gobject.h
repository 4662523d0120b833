#pragma once

// Ownership of GMime's objects; only for this folder's .cpp files.

#include <memory>

#include <gmime/gmime.h>

namespace assetbuddy::platform::mail {

struct Unref {
    template <class T>
    void operator()(T* object) const
    {
        g_object_unref(object);
    }
};
template <class T>
using Object = std::unique_ptr<T, Unref>;

struct FreeText {
    void operator()(char* text) const { g_free(text); }
};
using OwnedText = std::unique_ptr<char, FreeText>;

/// GMime wants this once; cheap afterwards, thread-safe.
void start_gmime();

} // namespace assetbuddy::platform::mail
